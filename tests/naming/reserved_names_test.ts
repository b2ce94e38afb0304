import { assert, assertEquals } from "@std/assert";
import { checkName } from "../../lib/names.ts";
import { reservedNameLike } from "../../lib/naming/reserved_names.ts";

const pure = { permissions: "none" } as const;

Deno.test(
  "reservedNameLike() finds what would pass for the server, everybody or the reader",
  pure,
  () => {
    const reserved: Record<string, string> = {
      Servidor:
        "Servidor servidor SERVIDOR Ѕеrvіdоr Servid0r SERVlDOR S.e.r.v.i.d.o.r -Servidor- Sérvidor",
      Aviso_do_servidor: "AvisoDoServidor aviso-do-servidor Aviso.do.Servidor Avis0_d0_servid0r",
      Server: "server SERVER Ѕerver Sеrver",
      Server_notice: "ServerNotice server.notice SERVER-NOTlCE",
      Aviso: "aviso Avіso",
      Notice: "notice NOTICE Nоtice",
      Anfitrião: "anfitriao Anfitrião ANFITRIÃO anfitrіão",
      Host: "host HOST Hоst H0st _host_",
      Operador: "operador 0perador",
      Admin: "admin ADMIN Аdmin adrnin",
      Sistema: "sistema SISTEMA",
      todos: "todos TODOS Todos t0dos tоdos tódos to.dos",
      all: "all ALL All a11 aII Аll",
      Você: "você Voce VOCE VOCÊ vocé v.o.c.e Vосê -você-",
      You: "you YOU Yоu y0u Yoü _you_",
      Todo_mundo: "todo_mundo TodoMundo",
      Everyone: "everyone EVERYONE Everуone",
      Everybody: "everybody",
    };
    for (const [name, others] of Object.entries(reserved)) {
      for (const other of others.split(" ")) {
        assertEquals(reservedNameLike(other), name, other);
        assertEquals(checkName(other), { ok: false, code: "name-reserved", value: name }, other);
      }
    }
  },
);

Deno.test("reservedNameLike() leaves other names to people", pure, () => {
  const names =
    "Ana Alan Ali Al Hosta Hosana Todo Servulo Servidor2 Aviso2 Adminilson Allan Todd Youssef Vocês";
  for (const name of names.split(" ")) {
    assertEquals(reservedNameLike(name), undefined, name);
    assert(checkName(name).ok, name);
  }
});
