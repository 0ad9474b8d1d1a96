import { X509Certificate } from "node:crypto";
import { connect } from "node:net";
import { createServer } from "node:tls";
import { selfSignedCertificate } from "../../../lib/emulator/certificate.ts";
import { startStandIn } from "../../../lib/stand-in/server.ts";

/*
 * The stand-in as a plugin that Terraform installs and starts, as it starts azurerm: a program that prints its address
 * and certificate (hashicorp/go-plugin), and takes Azure and credentials from the variables that azurerm reads.
 */

const {
  ARM_METADATA_HOSTNAME: host = "",
  ARM_CLIENT_ID: clientId = "",
  ARM_CLIENT_SECRET: clientSecret = "",
} = process.env;
const standIn = await startStandIn({ endpoint: `https://${host}`, clientId, clientSecret, pace: "fast" });
const [inner] = Object.values(standIn.reattach) as { readonly Addr: { readonly String: string } }[];
const port = Number(inner?.Addr.String.split(":").at(-1));

// Terraform demands TLS of what it starts itself; the stand-in speaks gRPC without it
const { cert, key } = await selfSignedCertificate(Date.now());
const outer = createServer({ cert, key, ALPNProtocols: ["h2"] }, (socket) => {
  const behind = connect(port, "127.0.0.1");
  socket.on("error", () => behind.destroy()).on("close", () => behind.destroy());
  behind.on("error", () => socket.destroy()).on("close", () => socket.destroy());
  socket.pipe(behind).pipe(socket);
});
outer.listen(0, "127.0.0.1", () => {
  const address = outer.address();
  const bound = typeof address === "object" && address !== null ? address.port : 0;
  const certificate = new X509Certificate(cert).raw.toString("base64").replace(/=+$/, "");
  process.stdout.write(`1|5|tcp|127.0.0.1:${bound}|grpc|${certificate}\n`);
});
