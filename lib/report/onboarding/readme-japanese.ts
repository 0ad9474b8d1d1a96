import type { ReadmeWords } from "./readme-words.ts";

/** Japanese. */
export const README_JAPANESE: ReadmeWords = {
  heading: (subscription) => `サブスクリプション ${subscription} の委任`,
  genericHeading: (offer) => `サブスクリプションの委任: ${offer}`,
  forWhom: (customer, tenant, subscription) =>
    `対象: ${customer}、テナント ${tenant}、サブスクリプション ${subscription}。`,
  plan: (plan, version, provider, tenant) =>
    `プラン ${plan}、バージョン ${version}、提供者 ${provider}、テナント ${tenant}。`,
  introduction: `これらのファイルにより、Azure Lighthouse を通じて、サービス提供者が貴社のサブスクリプションの 1 つで作業することを許可します。提供者の
担当者は提供者のテナントに残ります。アカウントの作成もパスワードの共有もありません。デプロイするまで何も変わりません。誰にも尋ねることなく、
いつでも終了できます。`,
  whatYouGrant: "許可する内容",
  consentSays:
    "`consent.html` は、誰がどの条件で何をできるか、何が許可されないか、どう終了するかを平易な言葉で説明します。",
  to: (provider, tenant, where) => `委任先: ${provider}、テナント ${tenant}。範囲: ${where}。`,
  wholeSubscription: "サブスクリプション全体",
  resourceGroup: (group) => `リソース グループ ${group}`,
  who: "誰が",
  role: "役割",
  how: "方法",
  mayAssign: (roles) => `割り当てできる役割: ${roles}`,
  deployIt: "デプロイする",
  whoDeploys:
    "サブスクリプションの所有者の役割を持つ、貴社テナントのメンバーが行います。方法を 1 つ選んでください。結果はどれも同じです。",
  whoChooses:
    "サブスクリプションの所有者の役割を持つ、貴社テナントのメンバーが行います。選んだサブスクリプション全体が委任されます。方法を 1 つ選んでください。結果はどれも同じです。",
  byScript: `**スクリプト。** Azure portal の Cloud Shell にこのフォルダーをアップロードし、\`bash deploy.sh\`(または \`./deploy.ps1\`)を実行します。
  最初に確認し、変更の前に尋ね、その後 Azure の内容を読み戻します。\`bash deploy.sh --check\` は確認だけを行います。`,
  byPortal: (
    subscription,
  ) => `**ポータル。** 「カスタム テンプレートのデプロイ」を検索し、「エディターで独自のテンプレートを作成する」を選び、\`template.json\` の内容を
  貼り付けて保存し、サブスクリプション ${subscription} を選んで作成します。ほかのサブスクリプションでは Azure が拒否します。`,
  byPortalAnywhere: `**ポータル。** 「カスタム テンプレートのデプロイ」を検索し、「エディターで独自のテンプレートを作成する」を選び、\`template.json\` の
  内容を貼り付けて保存し、サブスクリプションを選んで作成します。`,
  byLink: (address) =>
    `**[Azure へのデプロイ](${address})** で Azure portal のフォームが開きます。サブスクリプションを選んで作成します。`,
  byCommand: (command) => `**Azure CLI。** \`az account set --subscription <id>\`、続いて ${command}。`,
  byPipeline: `**自社のパイプライン。** \`main.bicep\` と \`main.tf\` は同じ ID で同じものを作成します。テンプレートがデプロイ済みなら、\`imports.tf.txt\` の
  名前を \`imports.tf\` に変えてください。Terraform が引き継ぎ、何も変更しません。`,
  byBicep: "**自社のパイプライン。** `main.bicep` は同じ ID で同じものを作成します。",
  thenSendIds: "その後、テナントとサブスクリプションの ID を提供者に送ってください。",
  seeIt: "現在の状態を見る",
  seeItHow: `\`bash deploy.sh --verify\` は Azure をこのパッケージと比べます。ポータルでは「サービス プロバイダー」、「委任」です。提供者の操作は
サブスクリプションのアクティビティ ログにあります。`,
  endIt: "終了する",
  endByScript: "`bash remove.sh`(または `./remove.ps1`)を実行します。",
  endByHand: `ポータルでは「サービス プロバイダー」、「委任」、委任の横のごみ箱です。アクセスはすぐに終わりますが、既存のサインインは最長 1 時間残ることが
あります。`,
  unchanged: "このパッケージは変更されていませんか",
  unchangedHow: `\`sha256sum --check SHA256SUMS\` は、提供者が作ったものと異なるファイルをすべて示します。\`SHA256SUMS\` 自体のチェックサムは、パッケージを受け取った
のとは別の方法で提供者に確認してください。`,
  formHere: (subscription, id, customer) =>
    `${customer} のサブスクリプション ${subscription} (${id}) をサービス提供者に委任します。`,
  formAnywhere: "選んだサブスクリプションをサービス提供者に委任します。",
  formOffer: (offer, provider, tenant) => `${offer}: ${provider} (テナント ${tenant}) へ。`,
  formMore: "テンプレートの横の README.md に、誰がどの役割を得るか、どう終了するかがあります。",
};
