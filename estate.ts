import { defineEstate } from "azure-lighthouse-keeper";

export default defineEstate({
  state: {
    backend: "local",
    folder: "state",
    // this sample estate is synthesized in CI and never deployed from there; yours keeps its state in Azure or HCP Terraform
    allowInContinuousIntegration: true,
  },
  signIn: { method: "azureCli" },
  azurermVersion: ">= 4.55.0, < 6.0.0",
});
