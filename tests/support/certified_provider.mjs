// A certified OpenID Connect provider with its own sign-in pages:
//   node certified_provider.mjs NODE_MODULES PORT REDIRECT_URI
// Whoever signs in as "name" has the verified address name@northgate.example. Says "up" once it listens.
import { pathToFileURL } from "node:url";

const [modules, port, redirect] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`));
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "govtracker", client_secret: "between the two of us alone", redirect_uris: [redirect] }],
  cookies: { keys: ["for tests alone"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@northgate.example`, email_verified: true, name: "Grace Hopper" }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("up"));
