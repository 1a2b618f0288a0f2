/// The closed word classes, looked up by a hash of the lower-cased word.
///
/// The lexer hashes each word as it reads it, so that no word becomes a `String`. Two words with one 64-bit hash would
/// share their classes; that costs a wrong guess at worst.
struct Lexicon {
    static let shared = Lexicon()

    /// Open addressing: a word stands at the place that its hash's low bits name, or at the next free one. 0 is no word.
    private let hashes: [UInt64]
    private let classes: [WordClass]

    /// No word of the tables is longer, in bytes; longer ones need no look-up.
    static let longestWord = 24

    func classes(of hash: UInt64) -> WordClass {
        var place = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
        while hashes[place] != 0 {
            if hashes[place] == hash { return classes[place] }
            place = (place + 1) & (hashes.count - 1)
        }
        return []
    }

    private init() {
        var table: [UInt64: WordClass] = [:]
        for (wordClass, words) in Self.lists {
            for word in words.split(separator: " ") {
                table[WordHash.of(word.utf8), default: []].formUnion(wordClass)
            }
        }
        for word in Self.contractions { table[WordHash.of(word.utf8), default: []].formUnion(.auxiliary) }
        for word in Cues.convictions { table[WordHash.of(word.utf8), default: []].formUnion(.conviction) }
        for verb in Cues.verbs {
            let shared = verb.classes.subtracting(.nounLike)
            let noun = verb.classes.intersection(.nounLike)
            table[WordHash.of(verb.forms.base.utf8), default: []].formUnion(shared.union(.baseCue).union(noun))
            table[WordHash.of(verb.forms.third.utf8), default: []].formUnion(shared.union(.finiteCue).union(noun))
            table[WordHash.of(verb.forms.past.utf8), default: []].formUnion(shared.union(.finiteCue))
            table[WordHash.of(verb.forms.gerund.utf8), default: []].formUnion(shared.union(.gerundCue))
        }
        (hashes, classes) = Self.places(of: table)
    }

    /// A power of two of places, of which at most a third are taken.
    private static func places(of table: [UInt64: WordClass]) -> ([UInt64], [WordClass]) {
        let size = 1 << (Int.bitWidth - (3 * table.count).leadingZeroBitCount)
        var hashes = [UInt64](repeating: 0, count: size)
        var classes = [WordClass](repeating: [], count: size)
        for (hash, wordClass) in table {
            var place = Int(truncatingIfNeeded: hash) & (size - 1)
            while hashes[place] != 0 { place = (place + 1) & (size - 1) }
            hashes[place] = hash
            classes[place] = wordClass
        }
        return (hashes, classes)
    }

    /// "I'm", "they've": no part of a name, whatever the capital.
    private static let contractions: [String] = ["i", "he", "she", "they", "we", "you", "it", "that", "there"].flatMap {
        word in
        ["m", "ve", "d", "ll", "re"].flatMap { ["\(word)'\($0)", "\(word)’\($0)"] }
    }

    private static let lists: [(WordClass, String)] = [
        (
            .pronoun,
            "i he she they it we you everyone everybody someone somebody nobody others many another some most both all"
        ),
        (.relative, "who which that whose whom"),
        (
            .determiner,
            "the a an this these those his her its their our my your one another some several no each any both two three"
                + " four five six many most other"
        ),
        (
            .preposition,
            "of for in at on to from with by about after before during throughout over under against between into through without"
                + " within amid among despite toward towards upon via near since until like outside inside across around"
                + " behind beyond regarding per as than"
        ),
        (
            .conjunction,
            "and but or nor so yet because while when where whereas although though if unless that whether as once what how"
                + " why"
        ),
        (
            [.auxiliary, .being],
            "is are was were be been being isn't wasn't aren't weren't isn’t wasn’t aren’t weren’t"
        ),
        (
            .auxiliary,
            "has have had having will would can could may might must shall should do does did don't doesn't didn't don’t"
                + " doesn’t didn’t not never hasn't hadn't won't wouldn't couldn't could've would've should've might've must've"
                + " could’ve would’ve should’ve might’ve must’ve"
        ),
        (
            .adverb,
            "also later then again now still already just even earlier however meanwhile instead too once often only"
                + " rather soon afterward afterwards moreover furthermore here there therefore thus perhaps indeed further"
                + " first recently repeatedly simply quickly flatly famously bluntly openly publicly reportedly"
                + " nevertheless nonetheless maybe back yesterday today tonight tomorrow yes well sometimes always"
        ),
        (
            .time,
            "monday tuesday wednesday thursday friday saturday sunday january february march april june july"
                + " august september october november december jan feb aug sept oct nov dec morning afternoon evening night"
                + " week month year weekend days weeks months years hours minutes ago"
        ),
        (
            .title,
            "mr mrs ms miss dr sir lord lady dame madam president vice prime minister sen senator rep representative gov"
                + " governor congressman congresswoman chairman chairwoman chair secretary mayor judge justice gen general"
                + " lt lieutenant col colonel maj major capt captain sgt sergeant adm admiral cmdr commander king queen"
                + " prince princess pope cardinal bishop archbishop father reverend rev rabbi imam sheikh ayatollah"
                + " professor prof ambassador chancellor premier speaker attorney leader director spokesman spokeswoman"
                + " deputy assistant undersecretary officer chief sheriff detective inspector pastor consul treasurer"
                + " counsel strategist commissioner foreign defense defence former then-president then-sen candidate rival"
                + " nominee whip hon saint sens reps gens assemblywoman assemblyman councilman councilwoman republican democrat"
                + " journalist actor actress singer economist activist analyst count emperor emir mullah comrade herr frau monsieur det supt insp cpl ald"
                + " alderman alhaji brigadier chaplain corporal coun cr dsp lance-corporal rector vicar"
                + " affairs ceo cfo coo mp mep councillor councilor cllr constable trooper superintendent pc di dci dc con fr"
                + " secretary-general director-general attorney-general"
        ),
        (
            .role,
            "spokesman spokeswoman spokesperson spokespeople official officials minister president senator governor mayor"
                + " analyst analysts expert experts researcher researchers scientist scientists professor economist"
                + " economists critics supporters opponents lawyer lawyers attorney prosecutor prosecutors judge police"
                + " officer officers officials leader leaders director chairman chairwoman chief executive head manager"
                + " adviser advisers advisor aide aides diplomat diplomats ambassador secretary deputy commander general"
                + " author writer reporter reporters journalist columnist editor host strategist consultant activist"
                + " activists voter voters resident residents witness witnesses man woman men women people person mother"
                + " father son daughter wife husband brother sister friend student teacher doctor doctors farmer worker"
                + " workers owner source sources lawmaker lawmakers democrats republicans candidate nominee operative"
                + " delegate delegates organizer pollster historian pastor priest bishop member members investigators"
                + " scholar specialist engineer trader founder rival speaker congressman congresswoman veteran survivor"
                + " co-founder cofounder ceo cfo coo mp mep neighbour neighbor singer sheriff king queen pope councillor councilor"
                + " constable trooper superintendent principal headteacher headmaster headmistress campaigner photographer"
                + " pensioner coach striker midfielder defender goalkeeper winger quarterback linebacker skipper dad mum mom"
                + " shopper shoppers grandmother grandfather eyewitness eyewitnesses retiree homeowner homeowners protester"
                + " protesters demonstrator demonstrators birdwatcher tenant tenants novelist envoy envoys librarian surgeon"
                + " midwife paramedic paramedics firefighter firefighters soldier soldiers cleric barrister solicitor landlord"
                + " landlady shopkeeper businessman businesswoman entrepreneur investor investors architect designer musician"
                + " guitarist drummer pianist violinist composer comedian presenter broadcaster blogger passenger passengers"
                + " commuter commuters tourist tourists umpire referee jockey golfer cyclist sprinter"
                + " swimmer teammate footballer cricketer villager villagers refugee refugees migrant migrants widow widower"
                + " uncle aunt nephew niece grandson granddaughter stepfather stepmother boyfriend girlfriend classmate"
                + " colleague colleagues roommate housemate curator conservationist environmentalist biologist ecologist"
                + " geologist physicist chemist astronomer climatologist meteorologist forecaster epidemiologist virologist"
                + " psychologist psychiatrist sociologist philosopher academic academics lecturer therapist counsellor registrar"
                + " coroner magistrate ombudsman auditor accountant realtor developer contractor lobbyist whistleblower"
                + " defendant plaintiff complainant victim victims juror jurors inmate inmates prisoner prisoners bodyguard"
                + " trustee chairperson mediator negotiator rancher beekeeper veterinarian instructor programmer"
                + " technician lifeguard fisherman fishermen teenager challenger airman bystander bystanders"
                + " campaigners coaches customers drivers families farmers fans friends neighbours neighbors nurses parents"
                + " players relatives students teachers"
                + " administrator alderman archaeologist barista batsman batter bowler boss builder carer chaplain chef clerk"
                + " comptroller convenor cornerback driver eighth-grader filmmaker flanker fly-half gaffer hairdresser"
                + " influencer nurse organiser parishioner patients pilot pitcher plumber podcaster producer publican"
                + " rapper rector schoolboy schoolgirl shortstop skier supervisor teller trainer trucker vicar volunteer"
                + " volunteers waiter waitress youtuber councillors judges magistrates ministers mps pm pilots senators teammates trustees"
                + " detective detectives inspector inspectors captain lieutenant sergeant treasurer commissioner"
                + " commissioners chancellor premier rabbi imam gunman suspect suspects passerby insider insiders donor"
                + " donors staffer staffers loyalist loyalists backer backers opponent"
                + " helmsman sailor sailors rescuer rescuers electrician mechanic miners ranchers"
                + " engineers counterpart successor predecessor governors mayors justices bankers traders"
                + " strategists shareholder shareholders customer parent children boy girl boys girls teenagers"
                + " couple bartender cashier receptionist tailor plaintiffs attorneys barristers operatives"
                + " organizers organisers interpreter translator historians theologian monk missionary hostage hostages"
                + " negotiators observers contestant managers directors producers actor actress playwright poet"
                + " dancer sculptor artist artists journalists editors commentator commentators pundit pundits"
                + " moderator correspondent correspondents interviewer statistician mathematician hydrologist"
                + " seismologist volcanologist oceanographer microbiologist pathologist radiologist cardiologist"
                + " oncologist pediatrician physician physicians pharmacist dentist optician brother-in-law"
                + " sister-in-law mother-in-law father-in-law ex-wife ex-husband godfather cousin cousins newcomer"
                + " stranger bloke gentleman gentlemen heckler hecklers"
                + " onlooker mourner mourners worshipper worshippers parishioners vendor vendors merchants"
                + " grocer innkeeper hotelier restaurateur caterer truckers conductor postman janitor caretaker"
                + " gardener wardens rangers vice-chairman vice-president chief-of-staff undersecretary"
                + " consul attache emissary brigadier colonel admiral marines veterans sniper interrogator"
        ),
        (
            .body,
            "ministry embassy consulate mission government administration company firm group organization organisation"
                + " agency department committee commission council party campaign court office bank university institute"
                + " center centre association union federation foundation newspaper magazine network station website team"
                + " club army military police board panel coalition alliance house senate parliament congress cabinet"
                + " bureau authority authorities fund corporation airline manufacturer regulator watchdog think-tank"
                + " service family church school hospital paper outlet channel media press newspapers"
        ),
        (
            .message,
            "statement statements letter tweet tweets email e-mail memo report post note message release speech interview"
                + " blog article op-ed editorial filing book survey study document ad video transcript"
        ),
        (
            .utterance,
            "comment comments remark remarks assertion assertions claim claims contention statement statements warning"
                + " warnings promise promises pledge vow question answer reply response argument suggestion declaration"
                + " announcement admission complaint conclusion observation prediction message words tweet call demand"
                + " insistence description quip joke slogan motto speech"
                + " advice verdict plea reaction explanation assessment appeal mantra rebuke rebuttal"
        ),
        (.turning, "according per put puts view opinion telling eyes"),
        (.titling, "titled entitled headlined named nicknamed song film movie book novel poem play album show series"),
        (.possessivePronoun, "his her their its my our your"),
        (
            .particle,
            "arap ould ten de del della di da dos van von der den ter bin bint ibn al el la le du al- ul abu ben af av zu"
        ),
        (
            .abbreviation,
            "mr mrs ms dr sen rep gov gen det supt insp cpl ald lt col maj capt sgt st jr sr rev hon prof pres adm cmdr del vs inc corp ltd co"
                + " jan feb aug sept oct nov dec calif fla mass miss wis va pa ala ariz ark colo conn ga ill ind kan ky la"
                + " md mich minn mo mont neb nev okla ore tenn tex vt wash gens reps sens atty dept"
        ),
    ]
}

/// FNV-1a over the ASCII-lower-cased bytes.
struct WordHash {
    private var hash = FNV1a()

    var value: UInt64 { hash.value }

    /// Adds an ASCII letter.
    mutating func add(letter: UInt8) { hash.add(letter | 0x20) }

    mutating func add(_ byte: UInt8) {
        hash.add(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }

    static let that = of("that".utf8)

    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash = WordHash()
        for byte in bytes { hash.add(byte) }
        return hash.value
    }
}
