"""A scanner of the network in forty lines (eSCL): its feeder gives the pictures it was started with, one after the other.

usage: escl.py PORT-FILE PICTURE.jpg…
"""
import http.server, sys, pathlib

CAPABILITIES = """<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:Version>2.6</pwg:Version><pwg:MakeAndModel>Simulated Feeder</pwg:MakeAndModel><pwg:SerialNumber>1</pwg:SerialNumber>
<scan:Adf><scan:AdfSimplexInputCaps><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>{width}</scan:MaxWidth>
<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{height}</scan:MaxHeight><scan:MaxScanRegions>1</scan:MaxScanRegions>
<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions><scan:DiscreteResolution><scan:XResolution>300</scan:XResolution>
<scan:YResolution>300</scan:YResolution></scan:DiscreteResolution></scan:DiscreteResolutions></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles></scan:AdfSimplexInputCaps><scan:FeederCapacity>50</scan:FeederCapacity></scan:Adf>
</scan:ScannerCapabilities>"""
STATUS = """<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerStatus xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:Version>2.6</pwg:Version><pwg:State>Idle</pwg:State><scan:AdfState>{state}</scan:AdfState></scan:ScannerStatus>"""
pictures = [pathlib.Path(name).read_bytes() for name in sys.argv[2:]]


def size(jpeg):
    """Width and height from the frame header (ITU-T T.81, B.2.2)."""
    place = 2
    while jpeg[place + 1] not in (0xC0, 0xC1, 0xC2):
        place += 2 + int.from_bytes(jpeg[place + 2:place + 4], "big")
    return int.from_bytes(jpeg[place + 7:place + 9], "big"), int.from_bytes(jpeg[place + 5:place + 7], "big")


width, height = size(pictures[0])


class Feeder(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body=b"", kind="text/xml", **headers):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path.endswith("ScannerCapabilities"):
            self.answer(200, CAPABILITIES.format(width=width, height=height).encode())
        elif self.path.endswith("ScannerStatus"):
            state = "ScannerAdfLoaded" if pictures else "ScannerAdfEmpty"
            self.answer(200, STATUS.format(state=state).encode())
        elif pictures:
            self.answer(200, pictures.pop(0), "image/jpeg")
        else:
            self.answer(404)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if pictures:
            self.answer(201, Location=f"http://127.0.0.1:{self.server.server_port}/eSCL/ScanJobs/1")
        else:
            self.answer(409)

    def do_DELETE(self):
        self.answer(200)

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feeder)
part = pathlib.Path(sys.argv[1] + ".part")
part.write_text(str(server.server_port))
part.rename(sys.argv[1])
server.serve_forever()
