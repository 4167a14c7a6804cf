"""From where somebody comes: their network instead of their machine, and their browser in words."""

from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network

IPV4_BITS = 24
IPV6_BITS = 48
UNKNOWN = "Unknown browser"


@dataclass(frozen=True, slots=True)
class Whence:
    """A network ("203.0.113.0/24") and a browser ("Firefox on Linux"); empty where nothing is known."""

    address: str = ""
    browser: str = ""


def network(address: str | None) -> str:
    """The network an address lies in, /24 or /48: enough to know one's own by, too little to know a person by."""
    try:
        machine = ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    machine = getattr(machine, "ipv4_mapped", None) or machine
    if machine.is_loopback:
        return str(machine)
    bits = IPV4_BITS if isinstance(machine, IPv4Address) else IPV6_BITS
    return str(ip_network(f"{machine}/{bits}", strict=False))


def browser(user_agent: str) -> str:
    """What a User-Agent header means in words; never any of its text, which anybody may write."""
    name = next((words for mark, words in BROWSERS if mark in user_agent), "")
    system = next((words for mark, words in SYSTEMS if mark in user_agent), "")
    if not name:
        return UNKNOWN
    return f"{name} on {system}" if system else name


# The first that fits counts: most browsers also claim to be those further down.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python", "A Python program"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
