import { assertEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { openProgram, OpenSite } from "../../lib/serve/open_site.ts";
import { textOf } from "../support/bytes.ts";
import { partsOf, requestFor } from "../support/http_heads.ts";

const options = { page: true, hostNames: ["chat.lan"], offers: [], texts: ptBr };

/** The status of the page under a host. */
function statusAt(host: string, { site }: OpenSite): number {
  const answer = site!.answer(requestFor("/", { host }));
  if (answer.type !== "answer") throw new Error(answer.type);
  return partsOf(textOf(answer.bytes)).status;
}

Deno.test("OpenSite gives the page under addresses, given names and the computer's own", async () => {
  await using open = new OpenSite(options);
  const own = (await new Deno.Command("hostname").output()).stdout;
  const name = textOf(own).trim();
  for (const host of ["127.0.0.1:1", "chat.lan:1", `${name}:1`, `${name.toUpperCase()}.local`]) {
    assertEquals(statusAt(host, open), 200, host);
  }
  assertEquals(statusAt("example.com", open), 403);
});

Deno.test("OpenSite finds the first file that cannot be offered", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const [zip, pdf] = ["chat.zip", "a b.pdf"].map((name) => `${folder}/${name}`);
    for (const path of [zip!, pdf!]) await Deno.writeTextFile(path, "x");
    const pipe = `${folder}/pipe`;
    await new Deno.Command("mkfifo", { args: [pipe] }).output();
    const cases: [offers: string[], unreadable: string | undefined][] = [
      [[zip!, pdf!], undefined],
      [[zip!, `${zip}x`, pdf!], `${zip}x`],
      [[pdf!, folder], folder],
      [[pipe], pipe],
    ];
    for (const [offers, unreadable] of cases) {
      await using open = new OpenSite({ ...options, offers });
      assertEquals(open.unreadable, unreadable);
    }
    await using open = new OpenSite({ ...options, offers: [zip!, pdf!] });
    const answer = open.site!.answer(requestFor("/offers.json"));
    if (answer.type !== "answer") throw new Error(answer.type);
    const listed: { name: string }[] = JSON.parse(partsOf(textOf(answer.bytes)).body);
    assertEquals(listed.map(({ name }) => name), ["chat.zip", "a b.pdf"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("OpenSite gives files of one name different names", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const paths = ["a/x.tar.gz", "b/x.tar.gz", "c/x.tar.gz", "d/y"].map((path) =>
      `${folder}/${path}`
    );
    for (const path of paths) {
      await Deno.mkdir(path.replace(/\/[^/]*$/, ""));
      await Deno.writeTextFile(path, path);
    }
    await using open = new OpenSite({ ...options, offers: paths });
    const answer = open.site!.answer(requestFor("/offers.json"));
    if (answer.type !== "answer") throw new Error(answer.type);
    const listed: { name: string }[] = JSON.parse(partsOf(textOf(answer.bytes)).body);
    const names = ["x.tar.gz", "x.tar (2).gz", "x.tar (3).gz", "y"];
    assertEquals(listed.map(({ name }) => name), names);
    const second = open.site!.answer(requestFor("/download/x.tar (2).gz"));
    assertEquals(second.type === "file" && textOf(await second.offer.read(0, 999)), paths[1]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("OpenSite without a page is none", async () => {
  await using open = new OpenSite({ ...options, page: false });
  assertEquals([open.site, open.unreadable], [undefined, undefined]);
});

Deno.test("OpenSite gives the page also without the permission for the computer's name", {
  permissions: "none",
}, async () => {
  await using open = new OpenSite(options);
  assertEquals(statusAt("127.0.0.1", open), 200);
  assertEquals(openProgram("1.0.0"), undefined);
});
