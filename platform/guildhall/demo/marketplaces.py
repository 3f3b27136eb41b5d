"""The five marketplaces of the demo (product §5): niche, money, language, fees. Their people are in `worlds/`."""

from dataclasses import dataclass, field

from billing.fees.ladder import AGE, CONTRACT, FLAT, PAIR, Ladder
from kernel.money import TRUNCATE


@dataclass(frozen=True)
class Fees:
    """Terms to publish. Basis points; fixed amounts in minor units."""

    ladder: Ladder
    client_bps: int = 0
    client_fixed: int = 0
    tax_bps: int = 0
    tax_region: str = ""


@dataclass(frozen=True)
class Marketplace:
    slug: str
    name: str
    niche: str
    theme: str
    currency: str
    language: str
    country: str
    time_zone: str
    fees: Fees
    owner: tuple[str, str]
    languages: tuple[str, ...] = ()
    week_start: int = 1
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def owner_email(self) -> str:
        return self.owner[1]


ALL = (
    Marketplace(
        slug="rigging-desk", name="Rigging Desk", niche="game-animation", theme="rig",
        currency="USD", language="en", country="US", time_zone="UTC",
        fees=Fees(Ladder.steps("USD", (50_000, 2000), (1_000_000, 1000), (None, 500), basis=PAIR), client_bps=500),
        owner=("Olga Marsh", "olga@rigging-desk.example"),
    ),
    Marketplace(
        slug="honyaku-bank", name="Honyaku Bank", niche="medical-translation", theme="archive",
        currency="JPY", language="ja", country="JP", time_zone="Asia/Tokyo",
        fees=Fees(
            Ladder.steps("JPY", (100_000, 2000), (200_000, 1000), (None, 500), basis=CONTRACT, rounding=TRUNCATE),
            tax_bps=1000, tax_region="JP",
        ),
        owner=("大川 織江", "orie@honyaku-bank.example"),
        texts={"funds": "仮払い"},
    ),
    Marketplace(
        slug="sawt", name="صوت", niche="voice-over", theme="souk",
        currency="KWD", language="ar", country="KW", time_zone="Asia/Kuwait", week_start=7,
        fees=Fees(Ladder.steps("KWD", (250_000, 1500), (2_500_000, 1000), (None, 500), basis=PAIR), client_bps=250),
        owner=("علا الصباح", "ola@sawt.example"),
        texts={"funds": "مبلغ الضمان"},
    ),
    Marketplace(
        slug="bauwerk-freie", name="Bauwerk Freie", niche="bim-cad", theme="blueprint",
        currency="EUR", language="de", country="DE", time_zone="Europe/Berlin",
        fees=Fees(Ladder.steps("EUR", (90, 1000), (None, 500), basis=AGE), client_bps=400),
        owner=("Olga Brandt", "olga@bauwerk-freie.example"),
        texts={"funds": "Projektguthaben"},
    ),
    Marketplace(
        slug="tounes-dev", name="Tounes Dev", niche="web-development", theme="medina",
        currency="TND", language="fr", languages=("ar",), country="TN", time_zone="Africa/Tunis",
        fees=Fees(Ladder.steps("TND", (None, 1200), basis=FLAT, minimum=2_000)),
        owner=("Olfa Ben Salah", "olfa@tounes-dev.example"),
        texts={"funds": "fonds du projet"},
    ),
)  # fmt: skip
