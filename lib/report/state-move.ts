import type { Customer } from "../delegation/customer.ts";
import type { State } from "../delegation/estate-defaults.ts";

/** Complete commands that move the Terraform state of a customer with a new id. They contain ids only. */
export function stateMoveText({ id, formerId }: Customer, state: State): string {
  if (formerId === undefined) return "";
  const move = [
    `${id}: was ${formerId}. Move its state once, before the next deploy, and remove formerId afterwards:`,
    ...moveCommands(id, formerId, state).map((command) => `  ${command}`),
  ];
  return `${move.join("\n")}\n`;
}

function moveCommands(id: string, formerId: string, state: State): string[] {
  switch (state.backend) {
    case "local":
      return [`mv ${state.folder}/${formerId}.tfstate ${state.folder}/${id}.tfstate`];
    case "azurerm": {
      const blob = `--auth-mode login --account-name ${state.storageAccountName} --container-name ${state.containerName}`;
      return [
        `az storage blob download ${blob} --name ${formerId}.tfstate --file ${id}.tfstate`,
        `az storage blob upload ${blob} --name ${id}.tfstate --file ${id}.tfstate`,
        `az storage blob delete ${blob} --name ${formerId}.tfstate`,
      ];
    }
    case "cloud":
      return [`rename the workspace ${formerId} of ${state.organization} to ${id} (Settings, General)`];
  }
}
