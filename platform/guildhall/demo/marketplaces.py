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
    texts: dict[str, dict[str, str]] = field(default_factory=dict)  # by language and name: theming.words

    @property
    def owner_email(self) -> str:
        return self.owner[1]


ALL = (
    Marketplace(
        slug="rigging-desk", name="Rigging Desk", niche="game-animation", theme="rig",
        currency="USD", language="en", country="US", time_zone="UTC",
        fees=Fees(Ladder.steps("USD", (50_000, 2000), (1_000_000, 1000), (None, 500), basis=PAIR), client_bps=500),
        owner=("Olga Marsh", "olga@rigging-desk.example"),
        texts={"en": {
            "description": "Riggers, animators and technical artists for games, hired by the milestone. "
                           "You see the rig move before you pay for it.",
            "footer": "Rigging Desk: made by riggers, for people who ship.",
            "client": "Studio",
            "closing": "Keep it moving, the people at Rigging Desk",
        }},
    ),
    Marketplace(
        slug="honyaku-bank", name="Honyaku Bank", niche="medical-translation", theme="archive",
        currency="JPY", language="ja", country="JP", time_zone="Asia/Tokyo",
        fees=Fees(
            Ladder.steps("JPY", (100_000, 2000), (200_000, 1000), (None, 500), basis=CONTRACT, rounding=TRUNCATE),
            tax_bps=1000, tax_region="JP",
        ),
        owner=("大川 織江", "orie@honyaku-bank.example"),
        texts={"ja": {
            "description": "医薬・特許翻訳の専門家に、仮払いで安心して依頼できるマーケットプレイスです。",
            "footer": "訳文に責任を持つ人と、直接つながる。",
            "funds": "仮払い",
            "client": "発注者",
            "freelancer": "翻訳者",
            "talent": "翻訳者を探す",
            "greeting": "いつもHonyaku Bankをご利用いただきありがとうございます。",
            "closing": "今後ともよろしくお願いいたします。Honyaku Bank 運営事務局",
        }},
    ),
    Marketplace(
        slug="sawt", name="صوت", niche="voice-over", theme="souk",
        currency="KWD", language="ar", country="KW", time_zone="Asia/Kuwait", week_start=7,
        fees=Fees(Ladder.steps("KWD", (250_000, 1500), (2_500_000, 1000), (None, 500), basis=PAIR), client_bps=250),
        owner=("علا الصباح", "ola@sawt.example"),
        texts={"ar": {
            "description": "معلّقون صوتيون ومدبلجون عرب للإعلان والكتاب الصوتي والتعليم، "
                           "ويبقى المبلغ محفوظًا حتى تعتمد التسجيل.",
            "footer": "صوت: من الكويت إلى كل ميكروفون عربي.",
            "funds": "مبلغ الضمان",
            "freelancer": "المعلّق",
            "talent": "ابحث عن صوت",
            "greeting": "السلام عليكم،",
            "closing": "مع أطيب التحيات، فريق صوت",
        }},
    ),
    Marketplace(
        slug="bauwerk-freie", name="Bauwerk Freie", niche="bim-cad", theme="blueprint",
        currency="EUR", language="de", country="DE", time_zone="Europe/Berlin",
        fees=Fees(Ladder.steps("EUR", (90, 1000), (None, 500), basis=AGE), client_bps=400),
        owner=("Olga Brandt", "olga@bauwerk-freie.example"),
        texts={"de": {
            "description": "BIM-Koordination, CAD-Konstruktion und Statik von freien Ingenieurinnen und Ingenieuren: "
                           "nach Leistungsphasen beauftragt, treuhänderisch bezahlt.",
            "footer": "Bauwerk Freie: Planung, die auf der Baustelle hält.",
            "funds": "Projektguthaben",
            "freelancer": "Fachplaner",
            "talent": "Fachplaner finden",
            "greeting": "Guten Tag,",
            "closing": "Freundliche Grüße, Ihr Team von Bauwerk Freie",
        }},
    ),
    Marketplace(
        slug="tounes-dev", name="Tounes Dev", niche="web-development", theme="medina",
        currency="TND", language="fr", languages=("ar",), country="TN", time_zone="Africa/Tunis",
        fees=Fees(Ladder.steps("TND", (None, 1200), basis=FLAT, minimum=2_000)),
        owner=("Olfa Ben Salah", "olfa@tounes-dev.example"),
        texts={
            "fr": {
                "description": "Développeurs web et mobile en Tunisie, payés jalon par jalon : vous voyez tourner "
                               "chaque étape avant de la régler.",
                "footer": "Tounes Dev, de Bizerte à Tataouine.",
                "funds": "fonds du projet",
                "freelancer": "Développeur",
                "talent": "Trouver un développeur",
                "greeting": "Bonjour,",
                "closing": "À bientôt, l’équipe Tounes Dev",
            },
            "ar": {
                "tagline": "مطوّرو ويب وتطبيقات يسلّمون على مراحل صغيرة تراها تعمل قبل أن تدفع ثمنها.",
                "description": "مطوّرو ويب وجوّال في تونس، يُدفع لهم مرحلةً بمرحلة: ترى كل خطوة تعمل قبل أن تسدّد ثمنها.",
                "footer": "تونس ديف، من بنزرت إلى تطاوين.",
                "funds": "مبلغ الضمان",
                "freelancer": "المطوّر",
                "talent": "ابحث عن مطوّر",
                "greeting": "مرحبًا،",
                "closing": "إلى اللقاء، فريق تونس ديف",
            },
        },
    ),
)  # fmt: skip
