/**
 * The certificate that a server makes for itself: nobody vouches for it, and clients of ours trust
 * exactly the one that they were told. A P-256 key, ECDSA with SHA-256, X.509 version 3 (RFC 5280). [edge]
 */

import {
  encodeBitString,
  encodeInteger,
  encodeObjectId,
  encodeSequence,
  encodeTime,
  encodeValue,
  TAG,
} from "./der.ts";
import { decodePem, encodePem } from "./pem.ts";
import { ipv6Groups } from "../net/host.ts";

/** A certificate with its key. */
export interface Certificate {
  /** The certificate in DER. */
  readonly der: Uint8Array<ArrayBuffer>;
  /** The certificate in PEM. */
  readonly pem: string;
  /** The SHA-256 of it, which stands for its connection (RFC 5929, tls-server-end-point). */
  readonly fingerprint: Uint8Array;
  /** The private key in PEM (PKCS #8). */
  readonly keyPem: string;
}

/** The name that every server's certificate has; no other server has it (RFC 2606, 2). */
export const CERTIFICATE_NAME = "chat.invalid";

const DAY_MS = 24 * 3600_000;
const YEARS = 10;
const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
const SERIAL_BYTES = 16;

const OBJECT = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2", // RFC 5758, 3.2
  commonName: "2.5.4.3", // RFC 5280, A.1
  keyUsage: "2.5.29.15", // RFC 5280, 4.2.1.3
  subjectAltName: "2.5.29.17", // RFC 5280, 4.2.1.6
  basicConstraints: "2.5.29.19", // RFC 5280, 4.2.1.9
  extendedKeyUsage: "2.5.29.37", // RFC 5280, 4.2.1.12
  serverAuthentication: "1.3.6.1.5.5.7.3.1",
} as const;

/** Tags of a general name (RFC 5280, 4.2.1.6), and of the parts of a certificate (4.1). */
const CONTEXT = { dnsName: 0x82, ipAddress: 0x87, version: 0xa0, extensions: 0xa3 } as const;
/** The first bit of a key usage: digital signature. */
const DIGITAL_SIGNATURE = encodeBitString(Uint8Array.of(0x80), 7);
const VERSION_3 = encodeInteger(Uint8Array.of(2));
const TRUE = encodeValue(TAG.boolean, Uint8Array.of(0xff));

/**
 * Makes a certificate that is valid from the day before for ten years.
 *
 * @param addresses The addresses of the server, in numbers; any other is left out.
 * @param now In ms since 1970.
 */
export async function makeCertificate(
  addresses: readonly string[],
  now: number,
): Promise<Certificate> {
  const keys = await crypto.subtle.generateKey(CURVE, true, ["sign"]);
  const algorithm = encodeSequence(encodeObjectId(OBJECT.ecdsaWithSha256));
  const name = encodeName(CERTIFICATE_NAME);
  const from = now - DAY_MS;
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  const body = encodeSequence(
    encodeValue(CONTEXT.version, VERSION_3),
    encodeInteger(crypto.getRandomValues(new Uint8Array(SERIAL_BYTES))),
    algorithm,
    name,
    encodeSequence(encodeTime(from), encodeTime(until.getTime())),
    name,
    new Uint8Array(await crypto.subtle.exportKey("spki", keys.publicKey)),
    encodeValue(CONTEXT.extensions, encodeSequence(...extensions(addresses))),
  );
  const sign = { name: "ECDSA", hash: "SHA-256" };
  const signature = new Uint8Array(await crypto.subtle.sign(sign, keys.privateKey, body));
  const der = encodeSequence(body, algorithm, encodeBitString(encodeSignature(signature)));
  const key = new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey));
  return await certificateOf(der, key);
}

/** A certificate in the form in which it is kept: both parts in PEM. */
export function encodeCertificate({ pem, keyPem }: Certificate): string {
  return keyPem + pem;
}

/** Reads what `encodeCertificate` made; undefined when the text lacks one of the parts. */
export async function decodeCertificate(text: string): Promise<Certificate | undefined> {
  const der = decodePem("CERTIFICATE", text);
  const key = decodePem("PRIVATE KEY", text);
  return der && key && await certificateOf(der, key);
}

/** The SHA-256 of a certificate, which stands for its connection (RFC 5929, tls-server-end-point). */
export async function fingerprintOf(der: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", der));
}

async function certificateOf(
  der: Uint8Array<ArrayBuffer>,
  key: Uint8Array,
): Promise<Certificate> {
  const [pem, keyPem] = [encodePem("CERTIFICATE", der), encodePem("PRIVATE KEY", key)];
  return { der, pem, fingerprint: await fingerprintOf(der), keyPem };
}

function encodeName(commonName: string): Uint8Array {
  const text = encodeValue(TAG.utf8String, new TextEncoder().encode(commonName));
  const attribute = encodeSequence(encodeObjectId(OBJECT.commonName), text);
  return encodeSequence(encodeValue(TAG.set, attribute));
}

function extensions(addresses: readonly string[]): Uint8Array[] {
  const names = [
    encodeValue(CONTEXT.dnsName, new TextEncoder().encode(CERTIFICATE_NAME)),
    ...addresses.map(addressBytes).filter((one) => one !== undefined)
      .map((bytes) => encodeValue(CONTEXT.ipAddress, bytes)),
  ];
  return [
    encodeExtension(OBJECT.basicConstraints, true, encodeSequence()), // No CA: the default.
    encodeExtension(OBJECT.keyUsage, true, DIGITAL_SIGNATURE),
    encodeExtension(
      OBJECT.extendedKeyUsage,
      false,
      encodeSequence(encodeObjectId(OBJECT.serverAuthentication)),
    ),
    encodeExtension(OBJECT.subjectAltName, false, encodeSequence(...names)),
  ];
}

function encodeExtension(id: string, isCritical: boolean, value: Uint8Array): Uint8Array {
  const critical = isCritical ? [TRUE] : [];
  return encodeSequence(encodeObjectId(id), ...critical, encodeValue(TAG.octetString, value));
}

/** A signature of two numbers, in the form of X.509 (RFC 3279, 2.2.3). */
function encodeSignature(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  return encodeSequence(
    encodeInteger(signature.subarray(0, half)),
    encodeInteger(signature.subarray(half)),
  );
}

/** The bytes of an IPv4 or IPv6 address; undefined for anything else, such as a zone. */
function addressBytes(address: string): Uint8Array | undefined {
  if (/^\d+(\.\d+){3}$/.test(address)) return Uint8Array.from(address.split("."), Number);
  const groups = ipv6Groups(address);
  return groups && Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255]));
}
