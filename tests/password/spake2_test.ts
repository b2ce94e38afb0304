import { p256 } from "@noble/curves/nist.js";
import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { BadShare, isConfirmed, ORDER, scalarOf, Spake2 } from "../../lib/password/spake2.ts";

const pure = { permissions: "none" } as const;
const NOTHING = new Uint8Array();
const number = (hex: string) => BigInt(`0x${hex}`);
const CERTIFICATE = new Uint8Array(32).fill(7);

/** RFC 9382, Appendix B: P256-SHA256-HKDF-HMAC. */
const VECTORS = [
  {
    client: "server",
    server: "client",
    w: "2ee57912099d31560b3a44b1184b9b4866e904c49d12ac5042c97dca461b1a5f",
    x: "43dd0fd7215bdcb482879fca3220c6a968e66d70b1356cac18bb26c84a78d729",
    y: "dcb60106f276b02606d8ef0a328c02e4b629f84f89786af5befb0bc75b6e66be",
    pA: "04a56fa807caaa53a4d28dbb9853b9815c61a411118a6fe516a8798434751470" +
      "f9010153ac33d0d5f2047ffdb1a3e42c9b4e6be662766e1eeb4116988ede5f912c",
    pB: "0406557e482bd03097ad0cbaa5df82115460d951e3451962f1eaf4367a420676" +
      "d09857ccbc522686c83d1852abfa8ed6e4a1155cf8f1543ceca528afb591a1e0b7",
    cA: "58ad4aa88e0b60d5061eb6b5dd93e80d9c4f00d127c65b3b35b1b5281fee38f0",
    cB: "d3e2e547f1ae04f2dbdbf0fc4b79f8ecff2dff314b5d32fe9fcef2fb26dc459b",
  },
  {
    client: "",
    server: "client",
    w: "0548d8729f730589e579b0475a582c1608138ddf7054b73b5381c7e883e2efae",
    x: "403abbe3b1b4b9ba17e3032849759d723939a27a27b9d921c500edde18ed654b",
    y: "903023b6598908936ea7c929bd761af6039577a9c3f9581064187c3049d87065",
    pA: "04a897b769e681c62ac1c2357319a3d363f610839c4477720d24cbe32f5fd85f" +
      "44fb92ba966578c1b712be6962498834078262caa5b441ecfa9d4a9485720e918a",
    pB: "04e0f816fd1c35e22065d5556215c097e799390d16661c386e0ecc84593974a6" +
      "1b881a8c82327687d0501862970c64565560cb5671f696048050ca66ca5f8cc7fc",
    cA: "47d29e6666af1b7dd450d571233085d7a9866e4d49d2645e2df975489521232b",
    cB: "3313c5cefc361d27fb16847a91c2a73b766ffa90a4839122a9b70a2f6bd1d6df",
  },
  {
    client: "server",
    server: "",
    w: "626e0cdc7b14c9db3e52a0b1b3a768c98e37852d5db30febe0497b14eae8c254",
    x: "07adb3db6bc623d3399726bfdbfd3d15a58ea776ab8a308b00392621291f9633",
    y: "b6a4fc8dbb629d4ba51d6f91ed1532cf87adec98f25dd153a75accafafedec16",
    pA: "04f88fb71c99bfffaea370966b7eb99cd4be0ff1a7d335caac4211c4afd855e2" +
      "e15a873b298503ad8ba1d9cbb9a392d2ba309b48bfd7879aefd0f2cea6009763b0",
    pB: "040c269d6be017dccb15182ac6bfcd9e2a14de019dd587eaf4bdfd353f031101" +
      "e7cca177f8eb362a6e83e7d5e729c0732e1b528879c086f39ba0f31a9661bd34db",
    cA: "bc9f9bbe99f26d0b2260e6456e05a86196a3307ec6663a18bf6ac825736533b2",
    cB: "c2370e1bf813b086dff0d834e74425a06e6390f48f5411900276dcccc5a297ec",
  },
  {
    client: "",
    server: "",
    w: "7bf46c454b4c1b25799527d896508afd5fc62ef4ec59db1efb49113063d70cca",
    x: "8cef65df64bb2d0f83540c53632de911b5b24b3eab6cc74a97609fd659e95473",
    y: "d7a66f64074a84652d8d623a92e20c9675c61cb5b4f6a0063e4648a2fdc02d53",
    pA: "04a65b367a3f613cf9f0654b1b28a1e3a8a40387956c8ba6063e8658563890f4" +
      "6ca1ef6a676598889fc28de2950ab8120b79a5ef1ea4c9f44bc98f585634b46d66",
    pB: "04589f13218822710d98d8b2123a079041052d9941b9cf88c6617ddb2fcc0494" +
      "662eea8ba6b64692dc318250030c6af045cb738bc81ba35b043c3dcb46adf6f58d",
    cA: "dfb4db8d48ae5a675963ea5e6c19d98d4ea028d8e898dad96ea19a80ade95dca",
    cB: "d0f0609d1613138d354f7e95f19fb556bf52d751947241e8c7118df5ef0ae175",
  },
];

Deno.test("Spake2 computes the vectors of RFC 9382 on both sides", pure, () => {
  for (const { client, server, w, x, y, pA, pB, cA, cB } of VECTORS) {
    const names = { client, server };
    const first = new Spake2("client", number(w), number(x), names);
    const second = new Spake2("server", number(w), number(y), names);
    assertEquals([first.share.toHex(), second.share.toHex()], [pA, pB]);
    const ofFirst = first.confirm(second.share, NOTHING);
    const ofSecond = second.confirm(first.share, NOTHING);
    assertEquals([ofFirst.own.toHex(), ofFirst.expected.toHex()], [cA, cB]);
    assertEquals([ofSecond.own.toHex(), ofSecond.expected.toHex()], [cB, cA]);
  }
});

Deno.test("Spake2 confirms the same password and connection, and nothing else", pure, () => {
  const cases: [other: bigint, certificate: Uint8Array, isSame: boolean][] = [
    [5n, CERTIFICATE, true],
    [6n, CERTIFICATE, false],
    [5n, new Uint8Array(32), false],
    [5n, NOTHING, false],
  ];
  for (const [other, certificate, isSame] of cases) {
    const [client, server] = [new Spake2("client", 5n), new Spake2("server", other)];
    const ofClient = client.confirm(server.share, CERTIFICATE);
    const ofServer = server.confirm(client.share, certificate);
    assertEquals(isConfirmed(ofClient.expected, ofServer.own), isSame);
    assertEquals(isConfirmed(ofServer.expected, ofClient.own), isSame);
  }
  // A side that sends back what it received proves nothing.
  const client = new Spake2("client", 5n);
  const mirrored = client.confirm(client.share, CERTIFICATE);
  assertEquals(isConfirmed(mirrored.expected, mirrored.own), false);
});

Deno.test("Spake2 has a new share each time, of 65 bytes", pure, () => {
  const [one, other] = [new Spake2("client", 5n), new Spake2("client", 5n)];
  assertNotEquals(one.share, other.share);
  assertEquals([one.share.length, one.share[0]], [65, 4]);
});

Deno.test("Spake2.confirm() takes points of the curve only", pure, () => {
  const { share } = new Spake2("server", 5n);
  const flipped = Uint8Array.from(share);
  flipped[64]! ^= 1;
  const bad = [
    NOTHING,
    Uint8Array.of(0),
    Uint8Array.of(4),
    new Uint8Array(65),
    share.subarray(0, 64),
    Uint8Array.of(...share, 0),
    flipped,
    new Uint8Array(65).fill(0xff),
    Uint8Array.of(5, ...share.subarray(1)),
  ];
  for (const bytes of bad) {
    assertThrows(() => new Spake2("client", 5n).confirm(bytes, CERTIFICATE), BadShare);
  }
  // A share whose key everybody knows: the point at infinity.
  const blind = p256.Point.fromHex(
    "03d8bbd6c639c62937b04d997f38c3770719c629d7014d49a24b4f98baa1292b49",
  ).multiply(5n).toBytes(false);
  assertThrows(() => new Spake2("client", 5n).confirm(blind, CERTIFICATE), BadShare);
});

Deno.test("isConfirmed() compares whole confirmations", pure, () => {
  const bytes = Uint8Array.of(1, 2, 3);
  assertEquals(isConfirmed(bytes, Uint8Array.of(1, 2, 3)), true);
  for (const other of [[1, 2, 4], [0, 2, 3], [1, 2], [1, 2, 3, 0], []]) {
    assertEquals(isConfirmed(bytes, Uint8Array.from(other)), false);
  }
});

Deno.test("scalarOf() makes numbers from 1 up to the order less one", pure, () => {
  assertEquals(scalarOf(new Uint8Array(40)), 1n);
  const bytes = (value: bigint) => Uint8Array.fromHex(value.toString(16).padStart(80, "0"));
  assertEquals(scalarOf(bytes(ORDER - 2n)), ORDER - 1n);
  assertEquals(scalarOf(bytes(ORDER - 1n)), 1n);
  assertEquals(scalarOf(bytes(2n * (ORDER - 1n) + 4n)), 5n);
});
