import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { Memory } from "../../lib/settings/memory.ts";

const texts = textsOf("pt-BR");

/** A folder for settings, and a memory in it. */
class Place implements Disposable {
  readonly folder = Deno.makeTempDirSync();
  readonly path = `${this.folder}/conf/chat/settings.json`;
  readonly memory = new Memory(this.path, texts);

  /** What a program that is started later reads. */
  get later(): { complaint: string | undefined; address?: string; name?: string; isOn: boolean } {
    const later = new Memory(this.path, texts);
    const complaint = later.read();
    const { address, name, isOn } = later;
    return {
      complaint,
      isOn,
      ...(address === undefined ? {} : { address }),
      ...(name === undefined ? {} : { name }),
    };
  }

  /** Puts a file there. */
  write(text: string): void {
    Deno.mkdirSync(`${this.folder}/conf/chat`, { recursive: true });
    Deno.writeTextFileSync(this.path, text);
  }

  [Symbol.dispose](): void {
    this.memory[Symbol.dispose]();
    Deno.removeSync(this.folder, { recursive: true });
  }
}

const absent = { complaint: undefined, isOn: false };

Deno.test("Memory writes nothing until it is asked to remember", () => {
  using place = new Place();
  assertEquals(place.memory.read(), undefined);
  assertEquals(place.memory.forget(), { ok: true, sentence: texts.memory.nothing });
  assertEquals([...Deno.readDirSync(place.folder)], []);
  assertEquals([place.memory.isOn, place.memory.isOpen], [false, false]);
});

Deno.test("Memory remembers for the next time, and what is new replaces only itself", () => {
  using place = new Place();
  const ok = { ok: true, sentence: texts.memory.remembered(place.path) };
  assertEquals(place.memory.remember({ address: "h", name: "NotebookTrabalho" }), ok);
  assertEquals([place.memory.isOn, place.memory.isOpen], [true, true]);
  const { address, name } = place.memory;
  assertEquals([address, name], ["h", "NotebookTrabalho"]);
  assertEquals(place.later, {
    complaint: undefined,
    isOn: true,
    address: "h",
    name: "NotebookTrabalho",
  });
  assertEquals(place.memory.remember({ name: "Ana" }), ok);
  assertEquals(place.later, { complaint: undefined, isOn: true, address: "h", name: "Ana" });
  assertEquals(Deno.readTextFileSync(place.path), '{\n  "address": "h",\n  "name": "Ana"\n}\n');
});

Deno.test("Memory keeps what it read, and reads what it kept", () => {
  using place = new Place();
  place.write('{"address": "h", "name": "Ana"}');
  assertEquals(place.memory.read(), undefined);
  assertEquals([place.memory.isOn, place.memory.isOpen], [true, false]);
  place.memory.remember({ address: "outro" });
  assertEquals(place.later, { complaint: undefined, isOn: true, address: "outro", name: "Ana" });
});

Deno.test("Memory remembers only a name that can be one; the rest stays as it was", () => {
  using place = new Place();
  for (const name of ["Admin", "a b", ""]) {
    assertEquals(place.memory.remember({ address: "h", name }).ok, true);
    assertEquals(place.memory.name, undefined);
    assertEquals(place.later, { complaint: undefined, isOn: true, address: "h" }, name);
    assertEquals(Deno.readTextFileSync(place.path), '{\n  "address": "h"\n}\n');
  }
  place.memory.remember({ name: "Joa\u0303o" });
  assertEquals(place.memory.name, "João");
  place.memory.remember({ address: "outro", name: "Admin" });
  assertEquals([place.memory.address, place.memory.name], ["outro", "João"]);
  const later = { complaint: undefined, isOn: true, address: "outro", name: "João" };
  assertEquals(place.later, later);
});

Deno.test("Memory's file is its owner's only, also one that was there before", {
  ignore: Deno.build.os === "windows",
}, () => {
  for (const isOld of [false, true]) {
    using place = new Place();
    if (isOld) place.write("{}");
    if (isOld) Deno.chmodSync(place.path, 0o666);
    place.memory.remember({ address: "h" });
    assertEquals(Deno.statSync(place.path).mode! & 0o777, 0o600);
    if (!isOld) assertEquals(Deno.statSync(`${place.folder}/conf/chat`).mode! & 0o777, 0o700);
  }
});

Deno.test("Memory forgets: the file is deleted, and its folder if nothing else is in it", () => {
  using place = new Place();
  place.memory.remember({ address: "h", name: "Ana" });
  const forgotten = { ok: true, sentence: texts.memory.forgotten(place.path) };
  assertEquals(place.memory.forget(), forgotten);
  const { address, name, isOn, isOpen } = place.memory;
  assertEquals([address, name, isOn, isOpen], [undefined, undefined, false, false]);
  assertEquals(place.later, absent);
  assertEquals([...Deno.readDirSync(`${place.folder}/conf`)], []);
  assertEquals(place.memory.forget(), { ok: true, sentence: texts.memory.nothing });
  place.write("{}");
  Deno.writeTextFileSync(`${place.folder}/conf/chat/other`, "");
  assertEquals(place.memory.forget(), forgotten);
  assertEquals([...Deno.readDirSync(`${place.folder}/conf/chat`)].length, 1);
});

Deno.test("Memory says that a file is damaged, and replaces it when it is asked to remember", () => {
  for (const text of ["", "{", '{"address": 3}', "\u0000", " ".repeat(70_000) + "{}"]) {
    using place = new Place();
    place.write(text);
    assertEquals(place.memory.read(), texts.memory.damaged(place.path));
    assertEquals([place.memory.isOn, place.memory.address], [false, undefined]);
    assertEquals(place.memory.remember({ address: "h" }).ok, true);
    assertEquals(place.later, { complaint: undefined, isOn: true, address: "h" });
  }
});

Deno.test("Memory says why a file cannot be read, written or deleted", () => {
  using place = new Place();
  Deno.mkdirSync(place.path, { recursive: true });
  const { memory, path } = place;
  assertEquals(memory.read(), texts.memory.damaged(path));
  const remembered = memory.remember({ address: "h" });
  assertEquals([remembered.ok, memory.isOn, memory.isOpen], [false, false, false]);
  assertEquals(remembered.sentence, texts.memory.unwritable(path, "não é um arquivo."));
  const forgotten = memory.forget();
  assertEquals(forgotten.ok, false);
  assertEquals(forgotten.sentence, texts.memory.undeletable(path, "não é um arquivo."));
});

Deno.test("Memory finds nothing below a file, and cannot remember there", () => {
  using place = new Place();
  Deno.writeTextFileSync(`${place.folder}/conf`, "");
  assertEquals(place.memory.read(), undefined);
  assertEquals(place.memory.forget(), { ok: true, sentence: texts.memory.nothing });
  const reason = "no lugar de uma pasta do caminho há um arquivo.";
  const sentence = texts.memory.unwritable(place.path, reason);
  assertEquals(place.memory.remember({ address: "h" }), { ok: false, sentence });
});

Deno.test("Memory without a place remembers nothing, and says so", { permissions: "none" }, () => {
  using memory = new Memory(undefined, texts);
  assertEquals(memory.read(), undefined);
  const noPlace = { ok: false, sentence: texts.memory.noPlace };
  assertEquals(memory.remember({ address: "h" }), noPlace);
  assertEquals(memory.forget(), { ok: true, sentence: texts.memory.nothing });
});

Deno.test("Memory without permission says so, and that nothing was remembered", {
  permissions: "none",
}, () => {
  using memory = new Memory("/nowhere/settings.json", texts);
  const reason = "falta a permissão para isso.";
  assertEquals(memory.read(), texts.memory.unreadable("/nowhere/settings.json", reason));
  assertEquals(memory.remember({ address: "h" }).ok, false);
  assertEquals([memory.address, memory.isOn], [undefined, false]);
});
