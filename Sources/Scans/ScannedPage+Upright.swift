// A page as a person wants to see it: turned by quarters until its page codes stand upright.
public import Pictures

extension ScannedPage {
  /// The picture with its page codes upright; one without page codes stays as its file says.
  public var upright: Picture {
    guard let code = codes.first(where: { $0.pageCode != nil }) else { return picture }
    let (across, down) = (code.corners[1].x - code.corners[0].x, code.corners[1].y - code.corners[0].y)
    // EXIF's words for how the picture must be turned: 6 clockwise, 8 the other way, 3 around.
    if abs(across) >= abs(down) { return across >= 0 ? picture : picture.turned(by: 3) }
    return picture.turned(by: down > 0 ? 8 : 6)
  }
}
