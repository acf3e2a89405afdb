// Why a program that signs certificates returned none.
public import Domain
public import Processes

/// What kept an issuing program from answering with a certificate.
public enum IssuerFailure: Hashable, Sendable {
  case notStarted(SystemErrorNumber)
  case ended(Ending)
  /// It ended well and wrote something else.
  case noCertificate

  var chinese: String {
    switch self {
    case .notStarted(let error): "程序没能启动：\(error.chinese)"
    case .ended(.exited(let code)): "程序以 \(code) 退出"
    case .ended(.killed(let signal)): "程序被信号 \(signal) 终止"
    case .ended(.lost): "不知道程序是怎样结束的"
    case .noCertificate: "程序写出的不是证书"
    }
  }

  var english: String {
    switch self {
    case .notStarted(let error): "the program did not start: \(error.english)"
    case .ended(.exited(let code)): "the program ended with \(code)"
    case .ended(.killed(let signal)): "signal \(signal) ended the program"
    case .ended(.lost): "nobody can say how the program ended"
    case .noCertificate: "what the program wrote is no certificate"
    }
  }
}
