/**
 * Downloads a file again and again, as several people at once do: a process of its own beside the load.
 * Its arguments are the link and how many downloads; it prints how many bytes came when it is ended.
 */

const [link = "", count = "1"] = Deno.args;
let bytes = 0;

Deno.addSignalListener("SIGTERM", () => {
  Deno.stdout.writeSync(new TextEncoder().encode(`${bytes}\n`));
  Deno.exit(0);
});
await Promise.all(Array.from({ length: Number(count) }, download));

async function download(): Promise<never> {
  for (;;) {
    const { body } = await fetch(link);
    for await (const piece of body!) bytes += piece.length;
  }
}
