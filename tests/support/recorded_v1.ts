/**
 * A recorded conversation in version 1 of the structured dialect: `>` what the client sent, `<`
 * what the server sent, without times, tokens and sentences for people. Every server of version 1
 * must reproduce it. Lines may be added, never changed.
 */
export const CONVERSATION = String.raw`
> {"type":"ping"}
< {"type":"pong","version":1,"clock":TIME}
> {"type":"hello","version":1,"name":"Ana Maria","lang":"en"}
< {"type":"refused","code":"name-spaces","value":"Ana Maria","text":TEXT}
> {"type":"hello","version":1,"name":"Ana","lang":"pt-BR"}
< {"type":"welcome","name":"Ana","token":"TOKEN","seq":0,"people":[{"name":"Ana","since":TIME,"away":false}]}
< {"type":"joined","seq":1,"time":TIME,"name":"Ana"}
> {"type":"say","id":1,"text":"olá, ação 👋"}
< {"type":"said","seq":2,"time":TIME,"from":"Ana","id":1,"text":"olá, ação 👋"}
> {"type":"say","text":"sem número\ne duas linhas"}
< {"type":"said","seq":3,"time":TIME,"from":"Ana","text":"sem número\ne duas linhas"}
> {"type":"say","id":1,"text":"olá, ação 👋"}
> {"type":"say","id":2,"text":""}
< {"type":"rejected","id":2,"code":"empty","text":TEXT}
> {"type":"whisper","id":3,"to":"ana","text":"nota para mim"}
< {"type":"whispered","seq":4,"time":TIME,"from":"Ana","to":"Ana","id":3,"text":"nota para mim"}
> {"type":"whisper","id":4,"to":"Ninguém","text":"oi"}
< {"type":"rejected","id":4,"code":"no-such-person","value":"Ninguém","text":TEXT}
> {"type":"rename","name":"Ané"}
< {"type":"renamed","seq":5,"time":TIME,"from":"Ana","to":"Ané"}
> {"type":"rename","name":"não pode"}
< {"type":"rejected","code":"name-spaces","value":"não pode","text":TEXT}
> {"type":"who"}
< {"type":"people","people":[{"name":"Ané","since":TIME,"away":false}]}
> {"type":"past","count":1}
< {"type":"past","entries":[{"type":"said","seq":3,"time":TIME,"from":"Ana","text":"sem número\ne duas linhas"}]}
> {"type":"past","count":0}
< {"type":"rejected","code":"bad-count","value":"0","text":TEXT}
> {"type":"ping"}
< {"type":"pong"}
> {"type":"novidade"}
< {"type":"rejected","code":"unknown-type","value":"novidade","text":TEXT}
> {"type":"say"}
< {"type":"rejected","code":"missing-field","value":"text","text":TEXT}
> {"type":"leave"}
< {"type":"refused","code":"left","text":TEXT}
`.trim().split("\n");
