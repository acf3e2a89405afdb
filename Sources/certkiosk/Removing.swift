// page remove: a page that was taken by mistake comes out again.
internal import CommandLine
internal import Counter
internal import Domain

extension Certkiosk {
  static let removing = Command(
    "remove",
    Both(
      "撤下一页已收的材料（提交之前；审核后才带材料来的，开始制作之前）",
      "take out a page that was taken, for as long as papers come in"),
    details: Both(
      "图片名称见 page list --all。该项材料的原件核对、清单上的勾和其余各份的声明一并取消；图片仍随订单保存，原因写入流水。",
      "The picture's name is shown by page list --all. What was said of the paper, its original compared, its tick, its"
        + " other copies, is undone with it; the picture stays with the order and the reason in its history."),
    examples: [
      Example(
        "certkiosk page remove A-1 3fa9 --reason 扫错了执照 --person wang", Both("撤下并记录", "take it out; it is journalled"))
    ],
    options: [
      reasonOption,
      .value("slot", "SLOT", Both("同一图片用于几项材料时，写明是哪一项", "which paper, where one picture serves several")),
    ],
    arguments: [
      orderArgument,
      Argument("PICTURE", .one, .text, Both("图片名称（前几位即可）", "the picture's name, or its first characters")),
    ],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let after = try desk.removePage(
        session.argument("PICTURE"), of: invocation.value("slot"), from: session.argument("ORDER"),
        reason: invocation.value("reason") ?? "")
      return try session.tell(after, at: desk)
    })
}
