// Whole words, however they are joined: "apiKey", "api_key", "access-token", but neither "max_tokens" nor "passenger".
const secretWords = /(^| )(password|passwd|passphrase|pwd|secret|token|credential|authorization|api key|apikey|private key)s?( |$)/;
const countWords = /(^| )(max|min|count|limit|number|total) /;

/** Whether a value with this name looks like a secret. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .toLowerCase();
  return secretWords.test(words) && !countWords.test(words);
}
