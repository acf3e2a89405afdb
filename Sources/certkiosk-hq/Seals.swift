// seals: the seal pictures of a completed order, for whoever makes the electronic seal.
internal import Bundles
internal import CommandLine
internal import HeadOffice

let seals = Command(
  "seals", Both("写出已办结订单的印章图片，供制作电子印章", "write the seal pictures of a completed order, for the seal's maker"),
  examples: [
    Example("certkiosk-hq seals --state hq Z01012611210011J --to seals", Both("写到 seals", "write to seals"))
  ],
  options: [.value("to", "DIR", .folder, required: true, Both("写到哪个目录", "the folder to write to"))],
  arguments: [Argument("ORDER", .one, .text, Both("订单号", "the order's number"))], run: writeSeals)

private func writeSeals(_ invocation: Invocation) throws -> ExitStatus {
  let folder = invocation.value("to") ?? ""
  let order = invocation.argument("ORDER") ?? ""
  let written = try office(invocation).writeSeals(of: order, to: folder)
  for (seal, file) in written {
    invocation.console.emit([
      "order": .string(order), "name": .string(seal.name), "class": .string(seal.sealClass), "copy": .number(seal.copy),
      "width_mm": .decimal(Double(seal.width) / 1000, places: 2),
      "height_mm": .decimal(Double(seal.height) / 1000, places: 2), "picture_width_mm": .number(seal.pictureWidth),
      "picture_height_mm": .number(seal.pictureHeight), "file": .string(file),
    ])
  }
  invocation.console.say(
    Both(
      "已写出 \(written.count) 枚印章到 \(folder)，制章后请销毁", "wrote \(written.count) seals to \(folder); destroy them after use")
  )
  return .done
}
