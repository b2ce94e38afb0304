import { assertEquals } from "@std/assert";
import { parse } from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;

Deno.test("parseCommandLine() understands doctor, with an address and without", pure, () => {
  const choice = { command: "doctor", lang: "pt-BR", port: 9999, color: true } as const;
  assertEquals(parse(["doctor"]), choice);
  assertEquals(parse(["doctor", "--port", "7"]), { ...choice, port: 7 });
  assertEquals(parse(["doctor", "h:7", "--no-color"]), {
    ...choice,
    host: "h",
    port: 7,
    color: false,
  });
  for (const argv of [["a", "b"], ["h:0"], ["h h"], ["h:7", "--port", "8"], ["--name", "Ana"]]) {
    assertEquals(parse(["doctor", ...argv]).command, "usage-error", argv.join(" "));
  }
});
