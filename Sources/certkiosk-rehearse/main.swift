// certkiosk-rehearse: a training day, and the certificate authority that serves it. Never installed at a real counter.
internal import Bundles
internal import CommandLine
internal import Domain
internal import Files
internal import Foundation
internal import Glibc
internal import Rehearsal

let playing = Command(
  "play", Both("演练一天", "play a day"),
  examples: [Example("certkiosk-rehearse play --samples Samples --forms Forms --to out", Both("演练一天", "play a day"))],
  options: [
    .value("samples", "DIR", .folder, required: true, Both("申请数据样例", "applicant data")),
    .value("forms", "DIR", .folder, required: true, Both("表单目录", "the forms")),
    .value("to", "DIR", .folder, required: true, Both("输出目录", "where everything goes")),
  ],
  run: { invocation in
    let console = invocation.console
    let folder = URL(fileURLWithPath: invocation.value("to") ?? "out").path
    let day = try RehearsalDay(
      samples: invocation.value("samples") ?? "Samples", forms: invocation.value("forms") ?? "Forms", folder: folder
    ) { line in
      console.tell(line)
      try? console.flush()
    }
    for line in try day.play() { console.tell(line) }
    console.tell(
      "全部结果在 \(folder)：outbox/documents 文件，findings.jsonl 问题，store 数据库，tokens 介质，outbox/bundles 数据包，head-office 总部")
    return .done
  })

let issuing = Command(
  "issue", Both("从标准输入读取证书请求，写出证书", "read a certificate request, write the certificate"),
  examples: [Example("certkiosk-rehearse issue --state out/issuer < request.json", Both("签发", "issue"))],
  options: [.value("state", "DIR", .folder, required: true, Both("签发机构目录", "the authority's folder"))],
  run: { invocation in
    let request = try JSONDecoder().decode(
      CertificateRequestPayload.self, from: FileHandle.standardInput.readDataToEndOfFile())
    let moment = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    let answer = try RehearsalIssuer(in: invocation.value("state") ?? "", at: moment).answer(request, at: moment)
    invocation.console.put(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self) + "\n")
    return .done
  })

let program = Command(
  "certkiosk-rehearse", Both("演练程序", "the rehearsal"), examples: playing.examples, subcommands: [playing, issuing])

Tool(program, version: "0.1.0").main()
