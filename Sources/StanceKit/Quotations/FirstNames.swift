/// Common first names that only one of "he" and "she" goes with.
enum FirstNames {
    /// By the first word of a name of several, in UTF-8.
    static func gender(of name: some Collection<UInt8>) -> Gender? {
        guard let space = name.firstIndex(of: 0x20) else { return nil }
        let hash = WordHash.of(name[..<space])
        return male.contains(hash) ? .male : female.contains(hash) ? .female : nil
    }

    private static let male = WordSet(
        "abdul abdullah adam adrian ahmed aidan alan albert alejandro alexander alfred ali alistair alvin amir"
            + " amit andrei andrew anil anthony antonio arjun arthur ashok barry bashar ben benjamin bernard bernie bert"
            + " bill bob boris brad bradley brandon brett brian bruce bryn calvin carl carlo carlos cedric cesar charles"
            + " christian christopher chuck clint clive colin connor craig damian daniel daniele darren darryl dave"
            + " david declan deepak dennis derek derrick diego dmitri dmitry dominic donald doug douglas duncan dylan"
            + " edgar edmund eduardo edward edwin eli elliot emilio emmanuel enrique eric erik ernest ethan euan eugene"
            + " evan felipe felix fernando francisco francois frank franz fred frederick fredrik gareth gary gavin geoff"
            + " geoffrey george gerald gerard gilbert giorgio giovanni glenn gordon graham greg gregory guillermo"
            + " gustavo hans harold harry hassan hector henry herbert herman howard hugh hugo hussein ian ibrahim igor"
            + " imran isaac ivan jack jacob jamal james jared jason javier jeff jeffrey jeremy jerome jerry jim jimmy"
            + " joe johan johannes john jon jonathan jorge jose josef joseph josh joshua juan julian julio jurgen justin"
            + " kamal karim karl keith ken kenneth kenny kevin khalid kurt kyle larry lars lawrence leon leonard"
            + " leonardo leroy lewis liam lloyd louis lucas luis luke mahmoud manuel marcel marco marcus mario mark"
            + " martin matt matthew mauricio maxim mehdi mehmet michael miguel mike mikhail mohamed mohammad mohammed"
            + " morris moses muhammad mustafa nasser nathan nathaniel neil nelson nicholas nick nigel nikolai noah"
            + " norman oleg oliver omar osama oscar otto pablo pascal patrick paul pavel pedro pete peter phil philip"
            + " pierre piotr quentin rafael raj rajesh rajiv ralph ramon randy raul raymond reza ricardo richard rick"
            + " robert rodney rodrigo roger roland roman ron ronald ross roy rudy rupert russell ryan salman samuel"
            + " sanjay santiago saul scott sean sebastian sergei sergey sergio seth shane simon stanley stefan stephen"
            + " steve steven stewart stuart sunil suresh tariq ted terrence theo theodore thomas tim timothy toby todd"
            + " tom tommy tony travis trevor tyler umar victor vijay vikram viktor vincent vladimir walter warren wayne"
            + " wesley william wolfgang xavier yuri yusuf zachary"
            + " jake zach zack cody dustin shawn troy trent wade wes glen gus hank herb ira jaime jay jesse joaquin"
            + " joel johnny kirk lance leo les lester lou luther lyle malcolm marc marvin mathew maurice melvin"
            + " milton mitch nate neal nicolas owen phillip randall ray reggie reginald ricky rob roberto ruben russ"
            + " salvador sam sid sidney stan terry vince virgil wilbur willie winston"
    )
    private static let female = WordSet(
        "abigail ada adele agnes aileen aisha alexandra alice alicia alison allison alma amanda amelia amina amy"
            + " ana anastasia angela anita anja ann anna anne anneliese annette annie annika antonia asha astrid audrey"
            + " ava barbara beatrice beatriz bella bernadette beth bethany betty bianca bonnie brenda bridget brigitte"
            + " camilla camille candice carla carmen carol caroline carolyn cassandra catherine cecilia celeste chantal"
            + " charlene charlotte cheryl chloe christina christine ciara cindy claire clara claudia colleen connie"
            + " constance cynthia daisy daniela daphne dawn deb debbie deborah deirdre denise diana diane donna doris"
            + " dorothy edith eileen elaine eleanor elena elisa elise eliza elizabeth ella ellen elsa emilia emily emma"
            + " erica erin esther ethel eugenia eva evelyn farah fatima felicity fiona florence frances francesca freya"
            + " gabriela gabrielle gail gemma georgina geraldine gillian gina giulia gloria grace greta gretchen gwen"
            + " hanna hannah harriet hazel heather heidi helen helena henrietta hillary ida imogen ines ingrid irene"
            + " irina isabel isabella isla ivy jacqueline jane janet janice jasmine jennifer jenny jessica jill joanna"
            + " josephine joyce juanita judith judy julia julie juliet justine karen kate katherine kathleen kathryn"
            + " kathy katie kayla khadija kirsten kristen kristin kristina larissa latoya laura lauren leila lena lily"
            + " linda lisa liz lola lorraine louisa louise lucia lucy lydia mabel madeleine magdalena mandy marcia"
            + " margaret maria mariam marianne marie marilyn marina marjorie marlene martha mary maureen maya megan"
            + " melanie melinda melissa meredith mia michaela michelle mildred miranda miriam molly mona monica muriel"
            + " nadia nadine nancy naomi natalie natasha nicole nina nora norma nuala olga olivia pam pamela patricia"
            + " patty paula paulina pauline peggy penelope penny petra phoebe phyllis polly priya rachel ramona rania"
            + " raquel rebecca regina renata rita roberta rosa rosalind rose rosemary roxanne ruby ruth sabrina sally"
            + " samantha sandra saoirse sara sarah selina serena sharon sheila shelley sherry shirley silvia sofia sonia"
            + " sophia sophie stella stephanie sue susan susanna susie suzanne svetlana sybil sylvia tamara tania tara"
            + " tatiana teresa tessa thelma theresa tina trudy ursula valentina valerie vanessa vera veronica vicky"
            + " victoria viola violet virginia wanda wendy wilma yasmin yolanda yulia yvonne zainab zara zoe zora"
            + " abby adriana alyssa angelica angelina ariana arlene becky belinda bernice betsy beverly brianna"
            + " brittany candace carrie cathy crystal danielle darlene deanna debra dolores dora felicia ginger"
            + " gladys glenda hilda iris irma jana jeanette jeanne jenna joan joann joanne jocelyn juliana kara kay"
            + " kendra krista laurie leah lillian lois lora loretta lori lucille madeline maggie marisa marsha"
            + " maxine myrtle priscilla renee rhonda shelly sherri sonya stacey tammy tanya teri tiffany vicki"
            + " vivian yvette"
    )
}
