// A PIV card in software that inserts itself into a virtual reader; ends, and so is removed, at SIGTERM.
import Domain
import Glibc
import VirtualCard

// A parent may hand down a mask that holds SIGTERM back; the card must always be removable.
var none = sigset_t()
sigemptyset(&none)
pthread_sigmask(SIG_SETMASK, &none, nil)
signal(SIGPIPE, SIG_IGN)

do {
  switch try Arguments(Array(CommandLine.arguments.dropFirst())) {
  case .showHelp: print(Arguments.help)
  case .insert(let insertion): try insertion.run()
  }
} catch {
  complain(error)
  exit(error.exitStatus)
}

func complain(_ trouble: CardTrouble) {
  let environment = ["LC_ALL", "LC_MESSAGES", "LANG"].reduce(into: [String: String]()) { known, name in
    known[name] = getenv(name).map { String(cString: $0) }
  }
  let wording = trouble.explanation.wording(in: Language(environment: environment))
  complain("\(trouble.explanation.code) \(wording.happened) \(wording.remedy)")
}

func complain(_ words: String) { _ = "virtual-token: \(words)\n".withCString { write(STDERR_FILENO, $0, strlen($0)) } }
