import { assertEquals } from "@std/assert";
import { EarlyTexts } from "../../lib/operator/early_texts.ts";

Deno.test(
  "EarlyTexts keeps what is printed before there is a console",
  { permissions: "none" },
  () => {
    const early = new EarlyTexts();
    const format = () => "dois";
    early.print("um");
    early.print(format, 2);
    const printed: unknown[] = [];
    early.passOn((text, lines) => void printed.push([text, lines]));
    assertEquals(printed, [["um", undefined], [format, 2]]);
    early.print("três");
    assertEquals(printed.slice(2), [["três", undefined]]);
  },
);
