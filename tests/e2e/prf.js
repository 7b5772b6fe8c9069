// A restarted browser gets its credential back without PRF (Chromium's addCredential carries none), so in these
// tests the assertion is the virtual authenticator's and the PRF output HMAC-SHA-256(secret, salt).
(() => {
  const secret = new TextEncoder().encode("SECRET_OF_THE_TEST");
  const output = async (salt) => {
    const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return crypto.subtle.sign("HMAC", key, salt);
  };
  const wrap = (method) => async (options) => {
    const prf = options?.publicKey?.extensions?.prf;
    if (prf) delete options.publicKey.extensions.prf;
    const credential = await method(options);
    if (!prf || !credential) return credential;
    const salt = prf.eval?.first;
    const first = salt ? await output(salt) : undefined;
    const results = credential.getClientExtensionResults.bind(credential);
    const answer = () => ({ ...results(), prf: { enabled: true, ...(first ? { results: { first } } : {}) } });
    Object.defineProperty(credential, "getClientExtensionResults", { value: answer });
    return credential;
  };
  const container = navigator.credentials;
  const get = wrap(container.get.bind(container));
  const create = wrap(container.create.bind(container));
  Object.defineProperty(container, "get", { value: get });
  Object.defineProperty(container, "create", { value: create });
})();
