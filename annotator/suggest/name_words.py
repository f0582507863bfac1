"""The words that tell what a capitalised name is: titles, heads of organisations, of places, of events."""

from annotator.text.words import word_set

TITLES = word_set(
    "Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Prof Prof. Professor President Vice Prime Minister Premier Chancellor Senator"
    " Sen Sen. Sens. Rep Rep. Reps. Representative Congressman Congresswoman Gov Gov. Governor Mayor Gen Gen. General"
    " Lt Lt. Col Col. Colonel Maj Maj. Major Capt Capt. Captain Sgt Sgt. Sergeant Adm Adm. Admiral Cmdr Cmdr."
    " Commander Brig. Brigadier Lieutenant Cpl. Corporal Pvt. Private Judge Justice Sir Lord Lady Dame Baroness Baron"
    " Count Prince Princess King Queen Emperor Pope Cardinal Archbishop Bishop Father Sister Brother Rev Rev."
    " Reverend Rabbi Imam Sheikh Sheik Ayatollah Mullah Comrade Chairman Chairwoman Chair Speaker Secretary Ambassador"
    " Envoy Attorney Director Chief Deputy Foreign Defense Defence Finance Interior Leader Supreme Hon. Officer"
    " Detective Inspector Coach Actor Actress Singer Saint Deputy Former Acting Spokesman Spokeswoman Spokesperson"
    " Candidate Nominee Counsel Consul Commissioner Sheriff Marshal Dictator Founder CEO Counselor Councillor"
    " Councilman Councilwoman Lawyer Author Editor First Second Special Sultan Emir Marquis Madame Madam Monsieur"
    " Messrs Messrs. Amb. Pres. State Senior Junior Affairs"
)
# Before a name of which they are never a part; the rest of TITLES may be ("State", "Special").
STRONG_TITLES = word_set(
    "Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Prof. Professor President Minister Premier Chancellor Senator Sen. Rep."
    " Congressman Congresswoman Gov. Governor Mayor Gen. General Lt. Col. Colonel Maj. Capt. Captain Sgt. Sergeant"
    " Adm. Admiral Cmdr. Commander Judge Justice Sir Lord Lady Dame Prince Princess King Queen Emperor Pope Cardinal"
    " Archbishop Bishop Rev. Rabbi Imam Sheikh Ayatollah Comrade Chairman Chairwoman Speaker Secretary Ambassador"
    " Spokesman Spokeswoman Candidate Leader Director Detective Sheriff Dictator Sultan Emir Madame"
)
ROLE_WORDS = word_set(
    "president minister premier chancellor senator congressman congresswoman governor mayor general colonel captain"
    " admiral commander judge justice prince princess king queen pope cardinal archbishop bishop leader chairman"
    " chairwoman chair speaker secretary ambassador spokesman spokeswoman spokesperson director candidate nominee"
    " lawmaker analyst lawyer attorney professor actor actress singer author writer journalist reporter coach"
    " dictator counterpart envoy chief boss strategist adviser advisor activist economist historian rapper founder"
    " billionaire businessman businesswoman manager striker midfielder defender goalkeeper diplomat officer wife"
    " husband son daughter brother sister father mother rival champion artist composer poet novelist philosopher"
    " producer filmmaker correspondent anchor host editor columnist frontrunner front-runner teammate guitarist"
    " drummer bassist vocalist"
)
ORG_HEADS = word_set(
    "Ministry Party University College School Institute Committee Council Commission Agency Association Organization"
    " Organisation Corporation Corp Corp. Inc Inc. Ltd Ltd. LLC Co. Company Group Bank Fund Foundation Federation Union"
    " League Court Department Office Bureau Board Authority Administration Service Services Parliament Assembly"
    " Congress Senate Army Navy Force Forces Corps Police Guard Guards Militia Front Movement Alliance Coalition"
    " Center Centre Society Club Times Post News Journal Gazette Tribune Herald Globe Telegraph Observer Chronicle"
    " Examiner Press Magazine Review Daily Radio Television TV Network Channel Records Airlines Airways Motors"
    " Technologies Systems Industries Partners Holdings Capital Securities Insurance Pharmaceuticals Energy"
    " Laboratory Laboratories Academy Church Orchestra Band Trust Campaign PAC Caucus Task Brigade Division Battalion"
    " Regiment Tribunal Cabinet Secretariat Watch Enterprises Entertainment Studios Pictures Software Networks"
    " Express Brothers Sons Associates Embassy-General Cathedral Team Brotherhood Legion Taskforce Conference"
    " Chamber Directorate Inspectorate Treasury Reserve Exchange Project Program Programme Initiative Lab"
)
ORG_STARTS = word_set(
    "Ministry University Bank Department Office Institute Bureau Council Board College School Academy"
)
ORG_STARTS = ORG_STARTS | word_set("Federation Association Committee Organization Organisation Society Church League")
FAC_HEADS = word_set(
    "Airport Bridge Square Stadium Tower Towers Prison Palace Cosmodrome Station Street Avenue Road Boulevard Highway"
    " Hotel Hall Arena Mosque Temple Embassy Consulate Museum Hospital Cemetery Memorial Monument Castle Cathedral"
    " Dam Plant Port Harbor Harbour Base Barracks Airfield Park Plaza Mall Theatre Theater Library House Tunnel"
    " Shrine Spaceport Checkpoint Jail Gallery Auditorium Coliseum Interstate Expressway Parkway Raceway"
)
LOC_HEADS = word_set(
    "Sea Ocean River Lake Mountain Mountains Valley Desert Peninsula Island Islands Gulf Strait Bay Coast Basin Canyon"
    " Hills Plateau Delta Heights Falls Creek Forest Canal Reef Glacier Ridge Range Pass Beach Woods Plains"
)
LOC_STARTS = word_set("Mount Mt. Lake Gulf Strait Bay Cape Isle Sea Straits")
EVENT_HEADS = word_set(
    "War Olympics Revolution Summit Forum Festival Cup Championship Championships Games Uprising Marathon Grand-Prix"
    " Rebellion Massacre Earthquake Crisis Awards Prix Offensive Intifada Tournament Expo Crusade Inquisition"
    " Convention Primary Caucuses Debate Election Referendum"
)
GPE_HEADS = word_set(
    "City County Province Oblast District Township Village Republic Prefecture Emirate Borough Republics"
)
GPE_STARTS = word_set("Republic State Province City Kingdom Town County Commonwealth Emirate")
# In capitals, yet neither names nor parts of names.
NO_NAMES = word_set(
    "I I'm I've I'd I'll TV DNA RNA AM PM A.M. P.M. CEO CFO GDP DVD CD HIV AIDS OK Internet Web God Bible Koran Quran"
    " Constitution Amendment Twitter-like Editor Editor's Note Photo Image Video Read More Watch Source Related"
    " Advertisement Share Click Getty II III IV VI VII VIII IX XI XII PhD Ph.D. MBA BA B.A. M.A. LGBT LGBTQ WMD ICBM"
    " IED NGO NGOs PR HQ ID IQ UFO URL PDF FAQ AC DC MD JD ET EST EDT GMT CET UTC BST PST PDT USD EUR English-speaking"
    " BREAKING UPDATE EXCLUSIVE NEWS LIVE Q Q&A VP MP MPs GI POW VIP SUV AK-47 COVID-19 Covid-19 Covid AIDS ATM GPS"
    " AD BC BCE CE B.C. A.D. B.C.E."
    " VAT KO CAD HIV/AIDS American-born Democrat-controlled Nobel Oscar Emmy Grammy Act Bill Obamacare ObamaCare"
)
# Behind a hyphen they make an adjective of a name: "UN-initiated", "Kurdish-led".
NAME_SUFFIXES = word_set(
    "led backed based occupied initiated controlled made born sponsored funded run owned held imposed brokered mediated"
    " trained armed supported allied era ruled friendly aligned drafted speaking bound linked"
)
SMALL_JOINTS = word_set(
    "of de la del della di da do dos das du van von der den ter bin ibn al el le y e for and the & on"
)
PERSON_JOINTS = word_set("de la del della di da do dos das du van von der den ter bin ibn al el le bint ben")
EAST_ASIAN_SURNAMES = word_set(
    "Kim Lee Park Pak Choe Choi Ri Rhee Jang Chang Moon Roh Ban Cho Jo Hong Kang Ryu Song Yang Han Jong Jung Hwang Xi"
    " Li Wang Zhang Chen Liu Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Wen Deng Mao Jiang Bo Ai"
    " Nguyen Tran Le Pham Hun Tsai Lam Leung Wong Cheung Chow Yoon Yun An Ahn Oh Seo Shin Sin Kwon O"
)
FUNCTION_WORDS = word_set(
    "The A An This That These Those He She It They We You I His Her Its Our Their My Your In On At As But And Or So"
    " Yet If When While After Before Since Although Though However Meanwhile Moreover Also There Here What Who Whom"
    " Whose Why How Which Where For From With By Both Not No Some Many Most All According Earlier Later Last Next"
    " Now Then Under During To Of About Into Over Between Among Through Without Despite Instead Even Still Just Only"
    " Until Because Once One Two Three Four Five Six Seven Eight Nine Ten Hundreds Thousands Millions Few Several"
    " Other Others Another Each Every Any Such Like Unlike Than Let Let's That's It's He's She's They're We're"
    " You're There's What's Don't Can't I'm Yes Well Oh Maybe Perhaps Today Yesterday Tomorrow Tonight Again"
    " Additionally Furthermore Nevertheless Nonetheless Therefore Thus Hence Indeed Rather Otherwise Currently"
    " Recently Finally Soon Ever Never Always Often Sometimes Usually Nearly Almost Around More Less Much Very Too"
    " Quite Is Are Was Were Be Been Being Am Do Does Did Has Have Had Will Would Can Could May Might Must Should"
    " Shall Asked Speaking Having Given Based Following Including Regarding Considering Nothing Something Everything"
    " Anything Everyone Someone Nobody Somebody Anyone Please Thank Thanks Hello Dear Per Via Against Above Below"
    " Across Behind Beyond Within Upon Toward Towards Along Amid Beside Besides Except Near Off Onto Out Outside"
    " Inside Past Throughout Till Up Down Back Away Ago Further Whether Either Neither Nor Else Things Ending Wow"
    " Look See Go Get Got Take Make Give Say Says Said Think Know Want Need Come Came Going Apart Unless Whatever"
    " Whoever Wherever Whenever Photos Days Weeks Months Years Hours Minutes Everybody Ahead Aside Footage"
    " Washington-based"
)
# Names begin with these, sentences too: alone they are never a name.
SOFT_WORDS = word_set(
    "National International World Public Federal State New Old Great General Chief Big Major High Young Former"
    " Local Senior Real Free Good First Second Third Key Top Police Private People Best Fellow True Low Long Short"
    " Small Early Late Own Same Different Worst Half Voters Officials Authorities Experts Critics Supporters"
    " Residents Sources Analysts Reports Satellite Letters Talks Images Relations"
)
DIRECTIONS = word_set(
    "North South East West Northern Southern Eastern Western Central Northeast Northwest Southeast Southwest Upper"
    " Lower"
    " Northeastern Northwestern Southeastern Southwestern Outer Inner"
)
