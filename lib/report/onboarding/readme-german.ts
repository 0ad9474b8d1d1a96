import type { ReadmeWords } from "./readme-words.ts";

/** German. */
export const README_GERMAN: ReadmeWords = {
  heading: (subscription) => `Delegierung des Abonnements ${subscription}`,
  genericHeading: (offer) => `Delegierung eines Abonnements: ${offer}`,
  forWhom: (customer, tenant, subscription) =>
    `Für: ${customer}, Mandant ${tenant}, Abonnement ${subscription}.`,
  plan: (plan, version, provider, tenant) =>
    `Plan ${plan}, Version ${version}, von ${provider}, Mandant ${tenant}.`,
  introduction: `Mit diesen Dateien lassen Sie einen Dienstanbieter in einem Ihrer Abonnements arbeiten, durch Azure Lighthouse. Die Leute des
Anbieters bleiben in seinem Mandanten: Sie legen keine Konten an und geben keine Passwörter weiter. Bis Sie bereitstellen, ändert
sich nichts. Sie können es jederzeit beenden, ohne jemanden zu fragen.`,
  whatYouGrant: "Was Sie gewähren",
  consentSays:
    "`consent.html` sagt es in einfachen Worten: wer was darf, zu welchen Bedingungen, was nicht erlaubt ist und wie man es beendet.",
  to: (provider, tenant, where) => `An: ${provider}, Mandant ${tenant}. Auf: ${where}.`,
  wholeSubscription: "das ganze Abonnement",
  resourceGroup: (group) => `die Ressourcengruppe ${group}`,
  who: "wer",
  role: "Rolle",
  how: "wie",
  mayAssign: (roles) => `darf zuweisen: ${roles}`,
  deployIt: "Bereitstellen",
  whoDeploys:
    "Das tut jemand mit der Rolle Besitzer auf dem Abonnement, als Mitglied Ihres Mandanten. Wählen Sie einen Weg; alle erstellen dasselbe.",
  whoChooses: `Das tut jemand mit der Rolle Besitzer auf dem Abonnement, als Mitglied Ihres Mandanten. Delegiert wird das Abonnement, das Sie
wählen, als Ganzes. Wählen Sie einen Weg; alle erstellen dasselbe.`,
  byScript: `**Skript.** Laden Sie diesen Ordner in die Cloud Shell des Azure-Portals hoch und starten Sie \`bash deploy.sh\` (oder
  \`./deploy.ps1\`). Es prüft zuerst, fragt vor jeder Änderung und liest danach zurück, was Azure hat. \`bash deploy.sh --check\`
  prüft nur.`,
  byPortal: (
    subscription,
  ) => `**Portal.** Suchen Sie „Benutzerdefinierte Vorlage bereitstellen“, wählen Sie „Eigene Vorlage im Editor erstellen“, fügen Sie den
  Text von \`template.json\` ein, speichern Sie, wählen Sie das Abonnement ${subscription} und erstellen Sie. In einem anderen Abonnement
  lehnt Azure es ab.`,
  byPortalAnywhere: `**Portal.** Suchen Sie „Benutzerdefinierte Vorlage bereitstellen“, wählen Sie „Eigene Vorlage im Editor erstellen“, fügen Sie
  den Text von \`template.json\` ein, speichern Sie, wählen Sie das Abonnement und erstellen Sie.`,
  byLink: (address) =>
    `**[In Azure bereitstellen](${address})** öffnet das Formular im Azure-Portal. Wählen Sie das Abonnement, und erstellen Sie.`,
  byCommand: (command) => `**Azure CLI.** \`az account set --subscription <id>\`, dann ${command}.`,
  byPipeline: `**Eigene Pipeline.** \`main.bicep\` und \`main.tf\` erstellen dasselbe unter denselben Kennungen. Wurde die Vorlage schon
  bereitgestellt, benennen Sie \`imports.tf.txt\` in \`imports.tf\` um: Terraform übernimmt dann und ändert nichts.`,
  byBicep: "**Eigene Pipeline.** `main.bicep` erstellt dasselbe unter denselben Kennungen.",
  thenSendIds: "Senden Sie dem Anbieter dann die Kennungen Ihres Mandanten und des Abonnements.",
  seeIt: "Sehen, was da ist",
  seeItHow: `\`bash deploy.sh --verify\` vergleicht Azure mit diesem Paket. Im Portal: „Dienstanbieter“, dann „Delegierungen“. Was der Anbieter
tut, steht im Aktivitätsprotokoll des Abonnements.`,
  endIt: "Beenden",
  endByScript: "Starten Sie `bash remove.sh` (oder `./remove.ps1`).",
  endByHand: `Im Portal: „Dienstanbieter“, „Delegierungen“, der Papierkorb neben der Delegierung. Der Zugriff endet sofort; bestehende
Anmeldungen können noch bis zu einer Stunde gelten.`,
  unchanged: "Ist dieses Paket unverändert?",
  unchangedHow: `\`sha256sum --check SHA256SUMS\` nennt jede Datei, die nicht so ist, wie der Anbieter sie gemacht hat. Lassen Sie sich vom
Anbieter die Prüfsumme von \`SHA256SUMS\` selbst auf einem anderen Weg geben als dem, auf dem Sie das Paket bekamen.`,
  formHere: (subscription, id, customer) =>
    `Dies delegiert das Abonnement ${subscription} (${id}) von ${customer} an einen Dienstanbieter.`,
  formAnywhere: "Dies delegiert das Abonnement, das Sie wählen, an einen Dienstanbieter.",
  formOffer: (offer, provider, tenant) => `${offer}: an ${provider} (Mandant ${tenant}).`,
  formMore: "README.md neben der Vorlage sagt, wer welche Rolle bekommt und wie man es beendet.",
};
