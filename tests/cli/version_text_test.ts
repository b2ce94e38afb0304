import { assertEquals } from "@std/assert";
import { versionText } from "../../lib/cli/version_text.ts";

Deno.test("versionText() names the commit if it is known", { permissions: "none" }, () => {
  const versions = { version: "1.2.3", deno: "2.9.6" };
  assertEquals(versionText({ ...versions, commit: undefined }), "chat 1.2.3 (Deno 2.9.6)");
  assertEquals(
    versionText({ ...versions, commit: "abc" }),
    "chat 1.2.3 (Deno 2.9.6, commit abc)",
  );
});
