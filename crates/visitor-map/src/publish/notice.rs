//! What people are told beside the map: what was counted, what was done to it,
//! and what that does not hide.

use crate::{Counts, Unit};

struct Wording {
    // BCP 47, the primary subtag.
    language: &'static str,
    addresses: &'static str,
    visits: &'static str,
    requests: &'static str,
    noise: &'static str,
    // What the noise covers where addresses are counted, and where not.
    one_address: &'static str,
    one_act: &'static str,
    public: &'static str,
    kept: &'static str,
}

/// The languages that [`notice`] knows, by their BCP 47 subtag.
///
/// ```
/// assert!(visitor_map::publish::LANGUAGES.len() >= 10);
/// ```
pub const LANGUAGES: [&str; WORDINGS.len()] = {
    let mut languages = [""; WORDINGS.len()];
    let mut at = 0;
    while at < languages.len() {
        languages[at] = WORDINGS[at].language;
        at += 1;
    }
    languages
};

/// The notice of counts, as plain text in a language, or in English where the
/// language is not known.
///
/// It is text: a writer of HTML has to escape it, as it names the source.
///
/// ```
/// use site::Source;
/// use visitor_map::{Counts, publish};
///
/// let text = r#"{"window": {"from": "2026-11-16", "to": "2026-11-22"},
///     "unit": "addresses", "cap": 1, "k": 10, "epsilon": 1.0, "source": "access log",
///     "countries": {"DE": 31}, "other": 0, "suppressed": null}"#;
/// let counts = Counts::parse(&Source::new("counts.json", text)).unwrap();
/// assert_eq!(
///     publish::notice(&counts, "en-GB"),
///     "Counted: distinct network addresses (not people; IPv6: /64) by the country in which their network \
///      is registered, from 2026-11-16 to 2026-11-22, at most 1 per address. \
///      Random noise was added once to the number of every country (ε = 1); \
///      countries below 10 are not named. \
///      It hides whether any one address was there in this period; someone who comes in several \
///      periods is covered in each of them, but not in all together. \
///      Only these numbers are kept for the map: no address and nothing made from one.",
/// );
/// ```
pub fn notice(counts: &Counts, language: &str) -> String {
    let wording = wording(language);
    let mut parts = vec![match counts.unit {
        Unit::Addresses => wording.addresses,
        Unit::Visits => wording.visits,
        Unit::Requests => wording.requests,
    }];
    match (counts.epsilon, counts.unit) {
        (None, _) => parts.push(wording.public),
        (Some(_), Unit::Addresses) => {
            parts.extend([wording.noise, wording.one_address, wording.kept]);
        }
        (Some(_), _) => parts.extend([wording.noise, wording.one_act]),
    }
    // Chinese and Japanese set no space between sentences.
    let space = if ["zh", "ja"].contains(&wording.language) {
        ""
    } else {
        " "
    };
    filled(&parts.join(space), counts)
}

fn wording(language: &str) -> &'static Wording {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    let is_it = |wording: &&Wording| wording.language.eq_ignore_ascii_case(primary);
    let found = WORDINGS.iter().find(is_it);
    found.unwrap_or(&WORDINGS[0])
}

// One pass, so that a source named `{k}` stays what it is.
fn filled(template: &str, counts: &Counts) -> String {
    let mut text = String::with_capacity(template.len() + 64);
    for piece in template.split_inclusive('}') {
        let Some((before, name)) = piece.split_once('{') else {
            text.push_str(piece);
            continue;
        };
        text.push_str(before);
        text.push_str(&match name.trim_end_matches('}') {
            "from" => counts.window.from.to_string(),
            "to" => counts.window.to.to_string(),
            "cap" => counts.cap.to_string(),
            "k" => counts.k.to_string(),
            "epsilon" => counts.epsilon.map(|e| e.to_string()).unwrap_or_default(),
            _ => counts.source.clone(),
        });
    }
    text
}

const WORDINGS: [Wording; 13] = [
    Wording {
        language: "en",
        addresses: "Counted: distinct network addresses (not people; IPv6: /64) by the country in which their network is registered, from {from} to {to}, at most {cap} per address.",
        visits: "Counted: visits by country, from {from} to {to}, as {source} counts them.",
        requests: "Counted: requests by country, from {from} to {to}, as {source} counts them.",
        noise: "Random noise was added once to the number of every country (ε = {epsilon}); countries below {k} are not named.",
        one_address: "It hides whether any one address was there in this period; someone who comes in several periods is covered in each of them, but not in all together.",
        one_act: "It hides any single one of them, but not all that one person did.",
        public: "No noise was added, as these totals were public already; countries below {k} are not named.",
        kept: "Only these numbers are kept for the map: no address and nothing made from one.",
    },
    Wording {
        language: "de",
        addresses: "Gezählt: verschiedene Netzadressen (nicht Personen; IPv6: /64) nach dem Land, in dem ihr Netz registriert ist, vom {from} bis {to}, höchstens {cap} je Adresse.",
        visits: "Gezählt: Besuche nach Land, vom {from} bis {to}, so wie {source} sie zählt.",
        requests: "Gezählt: Abrufe nach Land, vom {from} bis {to}, so wie {source} sie zählt.",
        noise: "Zur Zahl jedes Landes kam einmalig zufälliges Rauschen hinzu (ε = {epsilon}); Länder unter {k} werden nicht genannt.",
        one_address: "Es verbirgt, ob eine einzelne Adresse in diesem Zeitraum dabei war; wer in mehreren Zeiträumen kommt, ist in jedem für sich geschützt, nicht in allen zusammen.",
        one_act: "Es verbirgt jeden einzelnen davon, aber nicht alles, was eine Person getan hat.",
        public: "Es kam kein Rauschen hinzu, denn diese Summen waren schon öffentlich; Länder unter {k} werden nicht genannt.",
        kept: "Für die Karte bleiben nur diese Zahlen gespeichert: keine Adresse und nichts, was aus einer gebildet wurde.",
    },
    Wording {
        language: "fr",
        addresses: "Sont comptées des adresses réseau distinctes (et non des personnes ; IPv6 : /64), selon le pays où leur réseau est enregistré, du {from} au {to}, au plus {cap} par adresse.",
        visits: "Sont comptées des visites par pays, du {from} au {to}, telles que {source} les compte.",
        requests: "Sont comptées des requêtes par pays, du {from} au {to}, telles que {source} les compte.",
        noise: "Un bruit aléatoire a été ajouté une seule fois au nombre de chaque pays (ε = {epsilon}) ; les pays sous {k} ne sont pas nommés.",
        one_address: "Il cache si une adresse donnée était présente pendant cette période ; qui revient pendant plusieurs périodes est couvert dans chacune, mais pas dans toutes ensemble.",
        one_act: "Il cache chacune d’elles, mais non tout ce qu’une personne a fait.",
        public: "Aucun bruit n’a été ajouté, ces totaux étant déjà publics ; les pays sous {k} ne sont pas nommés.",
        kept: "Seuls ces nombres sont conservés pour la carte : aucune adresse, ni rien qui en soit dérivé.",
    },
    Wording {
        language: "es",
        addresses: "Se cuentan direcciones de red distintas (no personas; IPv6: /64) según el país en que está registrada su red, del {from} al {to}, como máximo {cap} por dirección.",
        visits: "Se cuentan visitas por país, del {from} al {to}, tal como las cuenta {source}.",
        requests: "Se cuentan peticiones por país, del {from} al {to}, tal como las cuenta {source}.",
        noise: "Al número de cada país se le añadió una sola vez ruido aleatorio (ε = {epsilon}); los países por debajo de {k} no se nombran.",
        one_address: "Oculta si una dirección concreta estuvo en este período; quien viene en varios períodos está cubierto en cada uno, pero no en todos juntos.",
        one_act: "Oculta cada una de ellas, pero no todo lo que hizo una persona.",
        public: "No se añadió ruido, pues estos totales ya eran públicos; los países por debajo de {k} no se nombran.",
        kept: "Para el mapa solo se guardan estos números: ninguna dirección ni nada derivado de una.",
    },
    Wording {
        language: "it",
        addresses: "Sono contati indirizzi di rete distinti (non persone; IPv6: /64) secondo il paese in cui è registrata la loro rete, dal {from} al {to}, al massimo {cap} per indirizzo.",
        visits: "Sono contate le visite per paese, dal {from} al {to}, come le conta {source}.",
        requests: "Sono contate le richieste per paese, dal {from} al {to}, come le conta {source}.",
        noise: "Al numero di ogni paese è stato aggiunto una sola volta un rumore casuale (ε = {epsilon}); i paesi sotto {k} non sono nominati.",
        one_address: "Nasconde se un singolo indirizzo c’era in questo periodo; chi viene in più periodi è protetto in ciascuno, ma non in tutti insieme.",
        one_act: "Nasconde ciascuna di esse, ma non tutto ciò che ha fatto una persona.",
        public: "Non è stato aggiunto rumore, perché questi totali erano già pubblici; i paesi sotto {k} non sono nominati.",
        kept: "Per la mappa si conservano solo questi numeri: nessun indirizzo né nulla che ne derivi.",
    },
    Wording {
        language: "pt",
        addresses: "São contados endereços de rede distintos (não pessoas; IPv6: /64) segundo o país em que a sua rede está registada, de {from} a {to}, no máximo {cap} por endereço.",
        visits: "São contadas visitas por país, de {from} a {to}, tal como {source} as conta.",
        requests: "São contados pedidos por país, de {from} a {to}, tal como {source} os conta.",
        noise: "Ao número de cada país foi somado uma única vez ruído aleatório (ε = {epsilon}); os países abaixo de {k} não são nomeados.",
        one_address: "Esconde se um dado endereço esteve presente neste período; quem vem em vários períodos está protegido em cada um, mas não em todos juntos.",
        one_act: "Esconde cada um deles, mas não tudo o que uma pessoa fez.",
        public: "Não foi somado ruído, pois estes totais já eram públicos; os países abaixo de {k} não são nomeados.",
        kept: "Para o mapa guardam-se apenas estes números: nenhum endereço nem nada derivado de um.",
    },
    Wording {
        language: "nl",
        addresses: "Geteld: verschillende netwerkadressen (geen personen; IPv6: /64) naar het land waar hun netwerk geregistreerd is, van {from} tot en met {to}, hoogstens {cap} per adres.",
        visits: "Geteld: bezoeken per land, van {from} tot en met {to}, zoals {source} ze telt.",
        requests: "Geteld: verzoeken per land, van {from} tot en met {to}, zoals {source} ze telt.",
        noise: "Bij het getal van elk land is eenmalig willekeurige ruis opgeteld (ε = {epsilon}); landen onder {k} worden niet genoemd.",
        one_address: "Die verbergt of één bepaald adres er in deze periode bij was; wie in meer perioden komt, is in elke afzonderlijk beschermd, maar niet in alle samen.",
        one_act: "Die verbergt elk ervan afzonderlijk, maar niet alles wat één persoon deed.",
        public: "Er is geen ruis opgeteld, want deze totalen waren al openbaar; landen onder {k} worden niet genoemd.",
        kept: "Voor de kaart worden alleen deze getallen bewaard: geen adres en niets wat ervan is afgeleid.",
    },
    Wording {
        language: "pl",
        addresses: "Policzono różne adresy sieciowe (nie osoby; IPv6: /64) według kraju, w którym zarejestrowana jest ich sieć, od {from} do {to}, najwyżej {cap} na adres.",
        visits: "Policzono wizyty według kraju, od {from} do {to}, tak jak liczy je {source}.",
        requests: "Policzono żądania według kraju, od {from} do {to}, tak jak liczy je {source}.",
        noise: "Do liczby każdego kraju dodano jednorazowo losowy szum (ε = {epsilon}); kraje poniżej {k} nie są wymienione.",
        one_address: "Ukrywa on, czy dany adres pojawił się w tym okresie; kto przychodzi w kilku okresach, jest chroniony w każdym z osobna, ale nie we wszystkich razem.",
        one_act: "Ukrywa on każde z nich z osobna, ale nie wszystko, co zrobiła jedna osoba.",
        public: "Nie dodano szumu, bo te sumy były już publiczne; kraje poniżej {k} nie są wymienione.",
        kept: "Na potrzeby mapy przechowuje się tylko te liczby: żadnego adresu ani niczego, co z niego powstało.",
    },
    Wording {
        language: "tr",
        addresses: "Sayılanlar: {from} ile {to} arasında, ağlarının kayıtlı olduğu ülkeye göre farklı ağ adresleri (kişiler değil; IPv6: /64), adres başına en çok {cap}.",
        visits: "Sayılanlar: {from} ile {to} arasında ülkelere göre ziyaretler, {source} nasıl sayıyorsa öyle.",
        requests: "Sayılanlar: {from} ile {to} arasında ülkelere göre istekler, {source} nasıl sayıyorsa öyle.",
        noise: "Her ülkenin sayısına bir kez rastgele gürültü eklendi (ε = {epsilon}); {k} altındaki ülkeler adlandırılmaz.",
        one_address: "Gürültü, tek bir adresin bu dönemde bulunup bulunmadığını gizler; birden çok dönemde gelen kişi her birinde ayrı ayrı korunur, ama hepsinde birlikte değil.",
        one_act: "Gürültü, bunların her birini tek tek gizler, ama bir kişinin yaptıklarının tümünü gizlemez.",
        public: "Bu toplamlar zaten herkese açık olduğu için gürültü eklenmedi; {k} altındaki ülkeler adlandırılmaz.",
        kept: "Harita için yalnızca bu sayılar saklanır: hiçbir adres ve bir adresten türetilmiş hiçbir şey saklanmaz.",
    },
    Wording {
        language: "ru",
        addresses: "Подсчитаны различные сетевые адреса (не люди; IPv6: /64) по стране регистрации их сети, с {from} по {to}, не более {cap} на адрес.",
        visits: "Подсчитаны посещения по странам, с {from} по {to}, так, как их считает {source}.",
        requests: "Подсчитаны запросы по странам, с {from} по {to}, так, как их считает {source}.",
        noise: "К числу каждой страны один раз добавлен случайный шум (ε = {epsilon}); страны со значением ниже {k} не названы.",
        one_address: "Он скрывает, был ли какой-либо отдельный адрес в этом периоде; тот, кто приходит в нескольких периодах, защищён в каждом из них, но не во всех вместе.",
        one_act: "Он скрывает каждое из них в отдельности, но не всё, что сделал один человек.",
        public: "Шум не добавлен, так как эти итоги уже были опубликованы; страны со значением ниже {k} не названы.",
        kept: "Для карты хранятся только эти числа: ни адресов, ни чего-либо полученного из них.",
    },
    Wording {
        language: "zh",
        addresses: "统计的是 {from} 至 {to} 期间不同的网络地址（并非人数；IPv6 按 /64），按其网络的注册国家或地区划分，每个地址最多计 {cap} 次。",
        visits: "统计的是 {from} 至 {to} 期间各国家或地区的访问次数，以 {source} 的计法为准。",
        requests: "统计的是 {from} 至 {to} 期间各国家或地区的请求次数，以 {source} 的计法为准。",
        noise: "每个国家或地区的数字都一次性加入了随机噪声（ε = {epsilon}）；低于 {k} 的不列出。",
        one_address: "噪声掩盖任何单个地址在此期间是否出现过；在多个期间到访的人在每个期间内分别受到保护，但合在一起则不然。",
        one_act: "噪声掩盖其中任何单独一次，但不掩盖一个人的全部行为。",
        public: "这些总数此前已经公开，因此未加入噪声；低于 {k} 的不列出。",
        kept: "地图只保存这些数字：不保存任何地址，也不保存由地址生成的任何内容。",
    },
    Wording {
        language: "ja",
        addresses: "{from} から {to} までの異なるネットワークアドレス（人数ではありません。IPv6 は /64 単位）を、そのネットワークが登録されている国・地域ごとに、1 アドレスにつき最大 {cap} として数えました。",
        visits: "{from} から {to} までの国・地域別の訪問を、{source} の数え方で数えました。",
        requests: "{from} から {to} までの国・地域別のリクエストを、{source} の数え方で数えました。",
        noise: "すべての国・地域の数に、ランダムなノイズを一度だけ加えています（ε = {epsilon}）。{k} 未満の国・地域は表示しません。",
        one_address: "ノイズは、個々のアドレスがこの期間に含まれていたかどうかを隠します。複数の期間に訪れた人は、それぞれの期間では保護されますが、全体を合わせると同じようには保護されません。",
        one_act: "ノイズは一回ごとの有無を隠しますが、一人の人がしたことすべてを隠すものではありません。",
        public: "これらの合計はすでに公開されていたため、ノイズは加えていません。{k} 未満の国・地域は表示しません。",
        kept: "地図のために保存されるのはこれらの数だけで、アドレスも、アドレスから作られたものも保存しません。",
    },
    Wording {
        language: "ko",
        addresses: "{from}부터 {to}까지 서로 다른 네트워크 주소(사람 수가 아님, IPv6는 /64 단위)를 네트워크가 등록된 국가·지역별로, 주소마다 최대 {cap}까지 세었습니다.",
        visits: "{from}부터 {to}까지 국가·지역별 방문을 {source}의 방식대로 세었습니다.",
        requests: "{from}부터 {to}까지 국가·지역별 요청을 {source}의 방식대로 세었습니다.",
        noise: "모든 국가·지역의 수에 무작위 잡음을 한 번 더했습니다(ε = {epsilon}). {k} 미만인 국가·지역은 표시하지 않습니다.",
        one_address: "잡음은 개별 주소가 이 기간에 있었는지를 가립니다. 여러 기간에 방문한 사람은 각 기간에서는 보호되지만 모두 합치면 같은 정도로 보호되지 않습니다.",
        one_act: "잡음은 그중 하나하나를 가리지만 한 사람이 한 모든 일을 가리지는 않습니다.",
        public: "이 합계는 이미 공개된 것이므로 잡음을 더하지 않았습니다. {k} 미만인 국가·지역은 표시하지 않습니다.",
        kept: "지도를 위해 이 숫자만 보관하며, 주소나 주소로 만든 것은 보관하지 않습니다.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    type Text = fn(&Wording) -> &'static str;

    const PLACES: [(&str, Text, &[&str]); 8] = [
        ("addresses", |w| w.addresses, &["from", "to", "cap"]),
        ("visits", |w| w.visits, &["from", "to", "source"]),
        ("requests", |w| w.requests, &["from", "to", "source"]),
        ("noise", |w| w.noise, &["epsilon", "k"]),
        ("one_address", |w| w.one_address, &[]),
        ("one_act", |w| w.one_act, &[]),
        ("public", |w| w.public, &["k"]),
        ("kept", |w| w.kept, &[]),
    ];

    #[test]
    fn every_language_says_all_of_it() {
        for wording in &WORDINGS {
            for (name, text, places) in PLACES {
                let text = text(wording);
                let mut found: Vec<&str> = text
                    .split('{')
                    .skip(1)
                    .filter_map(|rest| rest.split('}').next())
                    .collect();
                found.sort_unstable();
                let mut places = places.to_vec();
                places.sort_unstable();
                assert_eq!(found, places, "{} {name}", wording.language);
                assert!(text.ends_with(['.', '。']), "{} {name}", wording.language);
            }
        }
    }

    #[test]
    fn every_language_of_maps_has_a_notice() {
        for language in crate::Language::all() {
            assert!(LANGUAGES.contains(&language.tag()), "{}", language.tag());
        }
    }

    #[test]
    fn a_source_is_not_read_as_a_template() {
        let counts = Counts {
            window: "2026-10".parse().unwrap(),
            unit: Unit::Visits,
            cap: 0,
            k: 10,
            epsilon: Some(0.5),
            source: "{k} <b>".to_owned(),
            countries: Default::default(),
            other: 0,
            suppressed: None,
        };
        let text = notice(&counts, "xx");
        assert!(text.contains("as {k} <b> counts them"), "{text}");
        assert!(
            text.contains("(ε = 0.5)") && text.contains("below 10"),
            "{text}"
        );
        // Of addresses that another service saw nothing is known.
        assert!(!text.contains("address"), "{text}");
    }
}
