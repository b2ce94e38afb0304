import { assertEquals } from "@std/assert";
import { unreadableOffer } from "../../lib/operator/offers.ts";

Deno.test("unreadableOffer() finds what is missing, a folder or a pipe", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const [zip, pdf] = ["chat.zip", "a b.pdf"].map((name) => `${folder}/${name}`);
    for (const path of [zip!, pdf!]) await Deno.writeTextFile(path, "x");
    assertEquals(unreadableOffer([]), undefined);
    assertEquals(unreadableOffer([zip!, pdf!]), undefined);
    assertEquals(unreadableOffer([zip!, `${zip}x`, pdf!]), `${zip}x`);
    assertEquals(unreadableOffer([pdf!, folder]), folder);
    if (Deno.build.os === "windows") return;
    const pipe = `${folder}/pipe`;
    await new Deno.Command("mkfifo", { args: [pipe] }).output();
    assertEquals(unreadableOffer([pipe]), pipe);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("unreadableOffer() without the permission to read finds every file", {
  permissions: "none",
}, () => {
  assertEquals(unreadableOffer([]), undefined);
  assertEquals(unreadableOffer(["deno.json"]), "deno.json");
});
