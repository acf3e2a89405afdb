// What a cell of the store can hold.

/// A value bound to a statement or read from a row.
enum Value: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  init(_ text: String?) { self = text.map { .text($0) } ?? .null }

  init(_ number: Int) { self = .integer(Int64(number)) }

  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
}
