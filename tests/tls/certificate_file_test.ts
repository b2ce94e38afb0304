import { assertEquals, assertRejects } from "@std/assert";
import { type Certificate, encodeCertificate, makeCertificate } from "../../lib/tls/certificate.ts";
import { CertificateError, keepCertificate } from "../../lib/tls/certificate_file.ts";

const MADE = await makeCertificate([], Date.now());

async function inFolder(use: (path: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(`${folder}/chat.db.pem`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const make = () => Promise.resolve(MADE);
const never = (): Promise<Certificate> => Promise.reject(new Error("not to be made"));

Deno.test("keepCertificate() makes a certificate once, for its owner alone", async () => {
  await inFolder(async (path, folder) => {
    await Deno.writeTextFile(`${path}.new`, "half a fil", { mode: 0o644 });
    assertEquals(await keepCertificate(path, make), MADE);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["chat.db.pem"]);
    if (Deno.build.os !== "windows") {
      assertEquals((await Deno.stat(path)).mode! & 0o777, 0o600);
    }
    assertEquals(await keepCertificate(path, never), MADE);
    // So it does where no draft was left behind.
    assertEquals(await keepCertificate(`${folder}/other.pem`, make), MADE);
  });
});

Deno.test("keepCertificate() reports a file that is no certificate, and leaves it there", async () => {
  const long = encodeCertificate(MADE) + "x".repeat(64 * 1024);
  for (const text of ["", "olá", MADE.pem, MADE.keyPem, long]) {
    await inFolder(async (path) => {
      await Deno.writeTextFile(path, text);
      const error = await assertRejects(() => keepCertificate(path, never), CertificateError);
      assertEquals([error.path, error.isDamaged], [path, true]);
      assertEquals(await Deno.readTextFile(path), text);
    });
  }
  await inFolder(async (path) => {
    await Deno.mkdir(path);
    const error = await assertRejects(() => keepCertificate(path, never), CertificateError);
    assertEquals(error.isDamaged, true);
  });
});

Deno.test("keepCertificate() reports a folder that does not exist", async () => {
  await inFolder(async (_, folder) => {
    const path = `${folder}/nada/chat.db.pem`;
    const error = await assertRejects(() => keepCertificate(path, make), CertificateError);
    assertEquals([error.path, error.isDamaged], [path, false]);
  });
});
