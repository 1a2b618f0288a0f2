/// Common first names that only one of "he" and "she" goes with.
enum FirstNames {
    /// By the first word of a name of several, in UTF-8.
    static func gender(of name: some Collection<UInt8>) -> Gender? {
        guard let space = name.firstIndex(of: 0x20) else { return nil }
        let hash = WordHash.of(name[..<space])
        return male.contains(hash) ? .male : female.contains(hash) ? .female : nil
    }

    private static let male = WordSet(
        "adam ahmed alan albert alexander ali andrew andrei anthony antonio arthur barry ben benjamin bernie bill bob brad"
            + " brandon brian bruce carl carlos charles chuck craig daniel dave david dennis dmitry donald doug eduardo edward"
            + " emmanuel eric ethan francisco frank fred gary george giovanni greg harold harry hassan henry hugh ian ibrahim"
            + " ivan jack jacob james jason jeff jeffrey jeremy jim joe john jonathan jorge jose joseph josh joshua juan justin"
            + " karl keith kenneth kevin khalid kyle larry lawrence luis luke marco mark martin matt matthew mehmet michael"
            + " miguel mike mohamed mohammed muhammad mustafa nathan neil nicholas nick nigel oliver omar patrick paul pedro"
            + " peter phil philip rajesh raymond richard rick robert roger ron ronald ryan samuel scott sean sergei simon"
            + " stephen steve steven stuart ted thomas tim timothy tom tommy tony victor vladimir walter wayne william yusuf"
    )
    private static let female = WordSet(
        "abigail ada aisha alexandra alice amanda amy ana andrea angela anita ann anna anne annie barbara beth betty brenda"
            + " camilla carla carmen carol caroline carolyn catherine charlotte cheryl christina christine cindy claire"
            + " claudia cynthia deborah debbie denise diana diane donna dorothy elena elizabeth ella ellen emily emma esther"
            + " eva fatima fiona gloria grace hannah heather helen hillary irene isabel jacqueline jane janet janice jennifer"
            + " jenny jessica joan joanna joyce judith judy julia julie karen kate katherine kathleen kathryn katie laura lauren"
            + " linda lisa liz louise lucia lucy margaret maria marie marina martha mary megan melissa michelle monica nancy natalie"
            + " natasha nicole nina olga olivia pamela patricia paula priya rachel rebecca rosa rose ruth samantha sandra sara"
            + " sarah sharon sheila shirley sofia sophia sophie stephanie susan svetlana sylvia tatiana teresa theresa tracy"
            + " ursula valerie vanessa veronica victoria virginia wendy yvonne")
}
