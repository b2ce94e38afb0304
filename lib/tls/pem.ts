/** PEM: bytes as lines of base64 between two marks (RFC 7468). Pure. */

const LINE_LENGTH = 64;

/** What stands in a certificate file. */
export type PemLabel = "CERTIFICATE" | "PRIVATE KEY";

/** Encodes bytes as a PEM text, with a newline at its end. */
export function encodePem(label: PemLabel, bytes: Uint8Array): string {
  const lines = encodeBase64(bytes).match(new RegExp(`.{1,${LINE_LENGTH}}`, "g")) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** The bytes of the first PEM text with a label; undefined when there is none, or it is damaged. */
export function decodePem(label: PemLabel, text: string): Uint8Array<ArrayBuffer> | undefined {
  const pattern = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`);
  const body = pattern.exec(text)?.[1];
  return body === undefined ? undefined : decodeBase64(body.replace(/\s/g, ""));
}

/** Encodes bytes as base64, with padding (RFC 4648, 4). */
export function encodeBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Decodes base64 with padding; undefined when it is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  if (!isBase64) return undefined;
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
