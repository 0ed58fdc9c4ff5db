//! What films are about, in seven languages.

/// A language in which overviews are written.
pub(super) struct Language {
    /// Country and language by their two letters.
    pub(super) codes: (&'static str, &'static str),
    /// Its own name and its English one.
    pub(super) names: (&'static str, &'static str),
    /// What stands between who, where and what, and at the end.
    between: [&'static str; 3],
    /// Who comes.
    who: [&'static str; 8],
    /// What happens.
    what: [&'static str; 8],
}

/// What a film is about: someone comes to a place, and something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Overview {
    /// Place in [`Language::who`], below 8.
    pub(super) who: usize,
    /// A town.
    pub(super) town: &'static str,
    /// Place in [`Language::what`], below 8.
    pub(super) what: usize,
}

impl Overview {
    /// In this language.
    pub(super) fn told(self, language: &Language) -> String {
        let [comes, and, end] = language.between;
        let word = |words: &[&'static str], at: usize| words.get(at).copied().unwrap_or_default();
        let (who, what) = (word(&language.who, self.who), word(&language.what, self.what));
        format!("{who}{comes}{}{and}{what}{end}", self.town)
    }

    /// In English.
    pub(super) fn english(self) -> String {
        self.told(&LANGUAGES[0])
    }
}

/// The languages, English first.
pub(super) const LANGUAGES: [Language; 7] = [
    Language {
        codes: ("US", "en"),
        names: ("English", "English"),
        between: [" arrives in ", " and ", "."],
        who: [
            "A retired lighthouse keeper",
            "A young pilot",
            "A stubborn chess player",
            "A tired detective",
            "A curious mapmaker",
            "A shy musician",
            "An old sailor",
            "A clever thief",
        ],
        what: [
            "finds a letter that was never sent",
            "must choose between two families",
            "is taken for someone else",
            "learns that the town has a secret",
            "has one night to make things right",
            "meets an old rival",
            "loses the only map",
            "starts an unlikely friendship",
        ],
    },
    Language {
        codes: ("NL", "nl"),
        names: ("Nederlands", "Dutch"),
        between: [" komt aan in ", " en ", "."],
        who: [
            "Een gepensioneerde vuurtorenwachter",
            "Een jonge piloot",
            "Een koppige schaker",
            "Een vermoeide rechercheur",
            "Een nieuwsgierige kaartenmaker",
            "Een verlegen muzikant",
            "Een oude zeeman",
            "Een slimme dief",
        ],
        what: [
            "vindt een brief die nooit is verstuurd",
            "moet kiezen tussen twee families",
            "wordt voor iemand anders aangezien",
            "ontdekt dat de stad een geheim heeft",
            "heeft één nacht om alles goed te maken",
            "ontmoet een oude rivaal",
            "verliest de enige kaart",
            "begint een onwaarschijnlijke vriendschap",
        ],
    },
    Language {
        codes: ("DE", "de"),
        names: ("Deutsch", "German"),
        between: [" kommt nach ", " und ", "."],
        who: [
            "Ein pensionierter Leuchtturmwärter",
            "Ein junger Pilot",
            "Ein sturer Schachspieler",
            "Ein müder Kommissar",
            "Ein neugieriger Kartenzeichner",
            "Ein schüchterner Musiker",
            "Ein alter Seemann",
            "Ein schlauer Dieb",
        ],
        what: [
            "findet einen Brief, der nie abgeschickt wurde",
            "muss sich zwischen zwei Familien entscheiden",
            "wird für jemand anderen gehalten",
            "erfährt, dass die Stadt ein Geheimnis hat",
            "hat eine Nacht, um alles wiedergutzumachen",
            "trifft einen alten Rivalen",
            "verliert die einzige Karte",
            "schließt eine ungewöhnliche Freundschaft",
        ],
    },
    Language {
        codes: ("RU", "ru"),
        names: ("Русский", "Russian"),
        between: [" приезжает в город ", " и ", "."],
        who: [
            "Бывший смотритель маяка",
            "Молодой пилот",
            "Упрямый шахматист",
            "Усталый сыщик",
            "Любопытный картограф",
            "Застенчивый музыкант",
            "Старый моряк",
            "Хитрый вор",
        ],
        what: [
            "находит письмо, которое так и не отправили",
            "должен выбрать одну из двух семей",
            "оказывается в центре путаницы",
            "узнаёт, что у города есть тайна",
            "получает одну ночь, чтобы всё исправить",
            "встречает старого соперника",
            "теряет единственную карту",
            "заводит неожиданную дружбу",
        ],
    },
    Language {
        codes: ("CN", "zh"),
        names: ("普通话", "Mandarin"),
        between: ["来到", ",", "。"],
        who: [
            "一位退休的灯塔看守人",
            "一位年轻的飞行员",
            "一位固执的棋手",
            "一位疲惫的侦探",
            "一位好奇的制图师",
            "一位害羞的音乐家",
            "一位老水手",
            "一个聪明的小偷",
        ],
        what: [
            "发现了一封从未寄出的信",
            "必须在两个家庭之间做出选择",
            "被误认为是另一个人",
            "得知这座城市藏着一个秘密",
            "只有一个晚上来弥补一切",
            "遇见了一位老对手",
            "弄丢了唯一的地图",
            "开始了一段意想不到的友谊",
        ],
    },
    Language {
        codes: ("JP", "ja"),
        names: ("日本語", "Japanese"),
        between: ["が", "にやって来て、", "。"],
        who: [
            "引退した灯台守",
            "若いパイロット",
            "頑固な棋士",
            "疲れた探偵",
            "好奇心旺盛な地図職人",
            "内気な音楽家",
            "年老いた船乗り",
            "賢い泥棒",
        ],
        what: [
            "出されなかった手紙を見つける",
            "二つの家族の間で選択を迫られる",
            "別人と間違えられる",
            "町に秘密があることを知る",
            "一晩ですべてを正さなければならない",
            "昔のライバルに出会う",
            "唯一の地図を失う",
            "思いがけない友情を育む",
        ],
    },
    Language {
        codes: ("FR", "fr"),
        names: ("Français", "French"),
        between: [" arrive à ", " et ", "."],
        who: [
            "Un gardien de phare à la retraite",
            "Un jeune pilote",
            "Un joueur d'échecs têtu",
            "Un détective fatigué",
            "Un dessinateur de cartes curieux",
            "Un musicien timide",
            "Un vieux marin",
            "Un voleur malin",
        ],
        what: [
            "trouve une lettre jamais envoyée",
            "doit choisir entre deux familles",
            "est pris pour quelqu'un d'autre",
            "apprend que la ville a un secret",
            "a une nuit pour tout réparer",
            "rencontre un vieux rival",
            "perd la seule carte",
            "noue une amitié improbable",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, Overview};

    #[test]
    fn tells_it_in_every_language() {
        let overview = Overview { who: 7, town: "Varn", what: 5 };
        let told: Vec<String> = LANGUAGES.iter().map(|language| overview.told(language)).collect();
        let expected = [
            "A clever thief arrives in Varn and meets an old rival.",
            "Een slimme dief komt aan in Varn en ontmoet een oude rivaal.",
            "Ein schlauer Dieb kommt nach Varn und trifft einen alten Rivalen.",
            "Хитрый вор приезжает в город Varn и встречает старого соперника.",
            "一个聪明的小偷来到Varn,遇见了一位老对手。",
            "賢い泥棒がVarnにやって来て、昔のライバルに出会う。",
            "Un voleur malin arrive à Varn et rencontre un vieux rival.",
        ];
        assert_eq!(told, expected);
    }
}
