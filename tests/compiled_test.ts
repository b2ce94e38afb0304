/**
 * The compiled program, if Deno's base binary for this system is available, and the compile script.
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./support/program.ts";

const TARGETS: Record<string, [target: string, file: string]> = {
  "linux x86_64": ["x86_64-unknown-linux-gnu", "chat-linux-x64"],
  "linux aarch64": ["aarch64-unknown-linux-gnu", "chat-linux-arm64"],
  "darwin x86_64": ["x86_64-apple-darwin", "chat-macos-x64"],
  "darwin aarch64": ["aarch64-apple-darwin", "chat-macos-arm64"],
  "windows x86_64": ["x86_64-pc-windows-msvc", "chat.exe"],
};
const [target, file] = TARGETS[`${Deno.build.os} ${Deno.build.arch}`]!;

const UNREACHABLE =
  `The network does not let Deno download its base binary for ${target} from dl.deno.land: get ` +
  `denort ${Deno.version.deno} for it elsewhere, and set DENORT_BIN to its path.\n`;

Deno.test("a compiled program serves, delivers, and prints its version information", {
  ignore: !await hasBaseBinary(),
}, async () => {
  const made = await deno(["run", "-A", ".ci/compile.ts", "--any-deno", "--target", target]);
  const zip = file.endsWith(".exe") ? "dist/chat.zip\n" : "";
  assertEquals([made.code, made.out], [0, `dist/${file}\n${zip}`], made.err);
  const tried = await deno(["run", "-A", ".ci/smoke.ts", `dist/${file}`]);
  assertEquals(tried.code, 0, tried.err);
  assertEquals(tried.out, `dist/${file}: version, server, two clients and a message are right.\n`);
});

Deno.test("without network access to Deno's base binary, a sentence explains what to do", async () => {
  await using project = await Project.create({ pinned: Deno.version.deno });
  const { out, err, code } = await project.compile(["--target", target]);
  assertEquals([code, out, err], [1, `dist/${file}\n`, UNREACHABLE]);
});

Deno.test("a zip and checksums of an older executable do not stay when a new one is made", async () => {
  await using project = await Project.create({ pinned: Deno.version.deno });
  const dist = join(project.folder, "dist");
  await Deno.mkdir(dist);
  for (const name of ["chat.zip", "SHA256SUMS", "notes.txt"]) {
    await Deno.writeTextFile(join(dist, name), "old");
  }
  const { code } = await project.compile(["--target", "x86_64-pc-windows-msvc"]);
  assertEquals([code, [...Deno.readDirSync(dist)].map(({ name }) => name)], [1, ["notes.txt"]]);
});

Deno.test("an unknown target is refused, with the list of targets", async () => {
  await using project = await Project.create({ pinned: Deno.version.deno });
  const { err, code } = await project.compile(["--target", "amiga"]);
  assertMatch(err, /^--target amiga is none; there are x86_64-pc-windows-msvc, .*\n$/);
  assertEquals(code, 2);
});

Deno.test("another version of Deno than the pinned one is refused, unless allowed", async () => {
  await using project = await Project.create({ pinned: "1.2.3" });
  const { err, code } = await project.compile(["--target", target]);
  assertEquals(
    err,
    `The executables are made by Deno 1.2.3, and this is Deno ${Deno.version.deno}: use npx -y ` +
      "deno@1.2.3, or add --any-deno.\n",
  );
  assertEquals(code, 1);
  const any = await project.compile(["--target", target, "--any-deno"]);
  assertEquals([any.code, any.err], [1, UNREACHABLE]);
  const denort = join(project.folder, "denort");
  const based = await project.compile(["--target", target], { DENORT_BIN: denort });
  assertEquals(based.code, 1);
  assert(based.err.includes(denort), based.err);
});

/** A one-line program with this project's compile script, without network access. */
class Project implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Creates it in a folder of its own, with this pinned version of Deno. */
  static async create({ pinned }: { pinned: string }): Promise<Project> {
    const folder = await Deno.makeTempDir();
    const write = (path: string, text: string) => Deno.writeTextFile(join(folder, path), text);
    await Deno.mkdir(join(folder, ".ci"));
    for (const name of ["compile.ts", "pe.ts", "chat.ico"]) {
      await Deno.copyFile(new URL(`.ci/${name}`, ROOT), join(folder, ".ci", name));
    }
    await write(".ci/run", `npx -y deno@${pinned} task ok\n`);
    await write(".ci/deno.lock", '{ "version": "5" }\n');
    const tasks = { serve: { command: "deno run --v8-flags=--max-semi-space-size=4 main.ts" } };
    await write("deno.json", JSON.stringify({ permissions: { serve: {} }, tasks }));
    await write("main.ts", "export {};\n");
    return new Project(folder);
  }

  /** Runs the compile script with an empty cache. */
  async compile(args: string[], env: Record<string, string> = {}): Promise<Output> {
    const proxy = `http://127.0.0.1:${closedPort()}`;
    return await deno(["run", "-A", join(this.folder, ".ci/compile.ts"), ...args], {
      ...{ DENO_DIR: join(this.folder, "cache"), DENORT_BIN: "" },
      ...{ HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: "", no_proxy: "" },
      ...env,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

interface Output {
  out: string;
  err: string;
  code: number;
}

/** Runs Deno in the project folder; an empty variable counts as unset. */
async function deno(args: string[], env: Record<string, string> = {}): Promise<Output> {
  const all = { ...Deno.env.toObject(), NO_COLOR: "1", ...env };
  const { stdout, stderr, code } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
    env: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")),
    clearEnv: true,
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { out: out!, err: err!, code };
}

/** Whether an executable can be compiled without network access. */
async function hasBaseBinary(): Promise<boolean> {
  if (Deno.env.get("DENORT_BIN")) return true;
  const { denoDir } = JSON.parse((await deno(["info", "--json"])).out);
  const release = join(denoDir, "dl", "release", `v${Deno.version.deno}`);
  return existsSync(join(release, `denort-${target}.zip`));
}

/** A local port on which nothing listens. */
function closedPort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
