"""
Words that say whose an identifier is. English first; Welsh, Polish, Ukrainian and Urdu where a word is plain.

What is not said is what is usual: people report what the offender used, and of cards and of machines their own.
"""

import re
from typing import Final

from callpoint.rules.identifiers.model import IdentifierKind, Whose
from callpoint.rules.identifiers.words import word_set

MY: Final = word_set("my our fy ein mon ma mes mein meine meiner mi mis minha meu mój moje moja mojego moim moją mojej mojemu nasz nasza nasze naszego naszej"
                 " мій моя моє мого моєї моєму наш наша нашого میرا میری میرے ہمارا ہماری ہمارے"
                 " мой моя моё мое моего моей моему мою наша наше mio mia mano")  # fmt: skip
"""Before a thing, or a person, of the reporter."""
MINE: Final = word_set(
    "mine ours myself hacked switchboard reception meu mea meus minhas numaram رقمي هاتفي بريدي حسابي"
)
"""The reporter's without a thing after it: it is their account that was hacked."""
THINGS: Final = word_set(
    "email e-mail emails mail address addresses number numbers phone phones mobile mobiles cell landline line tel telephone"
    " account accounts acc acct a/c card cards wallet wallets iban ip ips site website shop store webshop server servers"
    " router firewall network laptop pc computer tablet url link page profile handle username user login id snap snapchat"
    " insta instagram ig facebook fb telegram tg discord tiktok twitter x whatsapp amex visa mastercard debit credit monzo"
    " revolut starling barclays barclaycard hsbc lloyds natwest halifax santander nationwide tsb coinbase binance metamask"
    " trust ledger exodus anydesk teamviewer office dept department desk inbox mailbox domain business company firm work"
    " own details code sort savings current personal joint side wifi host machine"
    " treasurer chair chairman chairwoman director director's secretary ceo cfo fd hr staff head clerk receptionist team"
    " finance teacher adresse numéro téléphone compte nummer handynummer kontonummer correo cuenta número teléfono"
    " nghyfrif gyfrif chyfrif ngherdyn gerdyn nghyfeiriad gyfeiriad ngwefan wefan rif rhif ffôn cyfrif e-bost ebost cyfeiriad gwefan numer telefon konto konta kontem e-mail adres strona karta karty portfel"
    " номер телефон рахунок пошта сайт картка гаманець نمبر فون اکاؤنٹ ای-میل ای میل کارڈ"
    " kontos ник счёт счет почта карта карту кошелёк кошелек сайт аккаунт numero conto numărul contul telefonul adresa"
)
"""What people have that is an identifier, or has one."""
LINKS: Final = word_set(
    "is was are were be been being of at on in no nr ending ends ended with and or got get had has have hacked taken over"
    " stolen cloned emptied used left called named as it's its under by it number's which i yw oedd to є це був ہے تھا ka to"
    " est ist es lautet ydi mae byl był była było jest w na з у instead actually still also both same usual normal old normally usually always"  # noqa: RUF001 - Ukrainian
)
"""Words that may stand between a thing and its identifier."""
SUSPECT: Final = word_set(
    "his her hers their theirs he she they him them scammer scammers scammer's fraudster fraudsters fraudster's caller"
    " callers caller's seller sellers seller's suspect suspects suspect's hacker hackers hacker's thief imposter impostor"
    " conman crook bloke guy man woman lady girl lad landlord recruiter fake false bogus dodgy spoof spoofed another"
    " someone somebody stranger person from to by via into dyn jego jej ich oni oszust oszusta oszustka oszuści"
    " sprzedawca od його її їх він вона вони шахрай шахрая шахраї від на до اس ان وہ دھوکے فراڈ"
)
OUTSIDE: Final = {
    IdentifierKind.CARD: word_set("fake false bogus spoof scammer's fraudster's seller's suspect's"),
    IdentifierKind.REMOTE_ID: word_set(
        "his her hers their theirs scammer's caller's fraudster's suspect's hacker's from incoming connecting attacker's"
    ),
}
"""For what is mostly the reporter's own, only these say that it is the offender's."""
GENUINE: Final = word_set("real genuine true official actual proper legit legitimate authentic prawdziwy prawdziwa prawdziwe"
                      " prawdziwego справжній справжня справжній اصل اصلی gwir go-iawn")  # fmt: skip
BODIES: Final = word_set(
    "bank bank's school school's council council's police surgery hospital library university college hmrc dvla nhs"
    " charity's society provider network helpline"
)
"""Third parties whose own number it is, where nothing nearer says that somebody played them."""
OTHERS: Final = word_set(
    "bank bank's building society provider provider's client network council's school's surgery insurer's insurer"
    " supplier supplier's gp's doctor's dentist's"
)
"""Those whose own number it is after "my": my bank's number is the bank's."""
PEOPLE: Final = word_set(
    "mum mums mum's mom mom's dad dads dad's mother father mother's father's wife wife's husband husband's daughter"
    " daughter's son son's brother brother's sister sister's nan nan's gran gran's grandma grandad grandad's friend friend's"
    " friends neighbour neighbour's neighbours boss boss's colleague colleague's manager manager's aunt aunt's uncle"
    " uncle's auntie aunty auntie's aunty's granny granny's grandmother grandfather cousin cousin's carer sister-in-law brother-in-law mother-in-law father-in-law son-in-law daughter-in-law nephew niece partner partner's girlfriend boyfriend ex flatmate mate mate's mates solicitor accountant"
    " nans grans nanna nanna's nannas wifes husbands daughters sons brothers sisters grandads grandmas cousins cousin's"
    " mama mamy tata taty żona żony mąż męża mam dad chwaer brawd мама мами тато чоловік дружина امی ابو بھائی بہن"
)
"""Bystanders, after "my"."""
NOT_KNOWN: Final = word_set("new so-called so supposed fake online account")
"""After "my", before somebody who is no bystander: my new friend, my account manager."""
DEPARTMENTS: Final = word_set(
    "fraud help customer service services security main public correct right direct"
)
"""Words that stand between my bank's and its number."""
ACTIONS: Final = word_set(
    "gets got get received receives had rang called phoned paid sent moved transferred clicked gave handed lost answered"
    " opened installed downloaded made makes created set uses posted posts keeps kept messaged messages emailed texted"
)
"""After somebody of mine, these say what they did: what follows is not theirs."""
OWNERS: Final = word_set(
    "owner owner's person seller landlord holder tenant man woman lady guy daughter son mum dad one's"
)
"""Bystanders, after "the real"."""
COPULAS: Final = frozenset({"to"})
"""Words that mean "is" after "my" and a thing, and something else in English: numer to."""
COPIED: Final = word_set("cc cc'd cc'ed bcc copied")

BANKS: Final = (
    "(?:bank|building society|nationwide|barclays|lloyds|hsbc|natwest|santander|halifax|tsb|monzo|revolut|starling|chase|metro"
    " bank|first direct|co-op(?:erative)?|rbs|citizens advice|trading standards|victim support|crimestoppers|age uk|ombudsman|police|council|school|surgery|hmrc|report fraud|action fraud|fraud line)"
)
"""Whom people ring themselves."""
OF_MINE: Final = (
    r"(?:[ ,:](?:own|full|real|home|work|personal|bank|card|debit|credit|account|sort|code|number|numbers|no|phone|mobile|landline"
    r"|e-?mail|address|name|details|date of birth|anydesk|teamviewer|id|user|login|handle|and|as|is|was|which is|which was))*"
)
"""What may stand between "gave them my" and what was given: another clause has other words."""
REACHED: Final = (
    r"(?:[ ,:](?:back|again|please|pls|any ?time|directly|instead|only|here|today|tomorrow|tonight|now|in the \w+|at home|at work"
    r"|after \w+|before \w+|about (?:it|this|that)|if \w+ \w+|on|at|by|via|under|is|or|my|this|the|new|old|home|work|mobile|mob|phone"
    r"|tel|cell|landline|e-?mail|text|whatsapp|number|no|address))*"
)
"""What may stand between "call me" and the number: "called me from" is the other's."""
LOCKED_OUT: Final = re.compile(
    r"\b(?:locked out of|lost access to|can'?t (?:get|log) (?:back )?in ?to|unable to access) (?:my |our )?(?:[a-z]+ ){0,3}\W*$"
)
"""Before an address or a name of the reporter; before a site it is the site's."""
PHRASES: Final = (
    (
        Whose.REPORTER,
        (
            r"\b(?:my (?:ad|advert|note|profile|bio|post|voicemail|recording|flyer)|(?:i|we) (?:left|sent|posted|wrote|put)\b[^.]{0,25})"
            r"[^.]{0,12}\b(?:call|ring|text|phone|contact|email|whatsapp|message|reach) (?:me|us)\b[^.]{0,20}$"
        ),
    ),
    (
        Whose.SUSPECT,
        (
            r"\bmy (?:new|temporary|other new) (?:number|phone|mobile)\b[^.]{0,20}$|(?:^|[\s<\"'])(?:from|reply-?to|return-path|sender): ?[^@\n]{0,40}$|\bsender\b[^.]{0,20}$"
            r"|\b(?:paid|sent|send|pay|transfer|transferred|move|moved|top(?:ped)? up)\b[^.]{0,30}\bto (?:his |her |a |this |the |their )?card\b[^.]{0,20}$"
            r"|(?:на картк?у|na kart[ęe])\W{0,3}$"  # noqa: RUF001 - Ukrainian
            r"|\b(?:victim|complainant|reporter) (?:was |got |has been |had been |received |answered |had )?(?:called|rung|phoned|contacted|texted|emailed|messaged"
            r"|(?:a |an |the )?(?:calls?|texts?|e-?mails?|messages?))\b[^.]{0,20}\b(?:from|by)\b[^.]{0,10}$"
            r"|\b(?:impersonat(?:e|es|ed|ing)|pretend(?:s|ed|ing)? to be|pos(?:es|ed|ing) as|copied|cloned) (?:me|us|my|our)\b[^.]{0,25}(?: (?:at|on|as|from|with|under|via)|:)\W*$"
            r"|\b(?:message|text|e-?mail|letter|ad|advert|note|profile|bio|post|voicemail|recording|flyer|he|she|they|it)"
            r"(?: (?:said|says|saying|read|reads|goes)(?: to)?[:,]?|:) ?[\"']?(?:please |to |then |just )?(?:call|ring|text|phone|contact|email|whatsapp|message|add|reach) (?:me|us)\b[^.]{0,20}$"
            r"|\b(?:hi|hello|hey|hiya)(?:,| there)? (?:mum|mom|mam|dad|nan|gran|grandma|grandad)\b[^.\"]{0,60}\b(?:call|ring|text|phone|contact|whatsapp|message|save|add)\b[^.\"]{0,30}$"
            r"|\bmy [\"'“][a-z]+(?: [a-z]+)?[\"'”]\W*$"
            r"|\b(?:bill|statement|call log|call history|1471) (?:shows?|says|said|gave)(?: that)?(?: a| the| this)?(?: calls?| number)?(?: from)?\W*$"
            r"|\b(?:he|she|they) (?:gave|sent|lent) (?:me|us) (?:a|an|his|her|their|another|this)\b[^.]{0,15}\bcard\b[^.]{0,25}$"
            r"|\b(?:load|loaded|put) (?:it|money|the money|cash) (?:to|onto|on) (?:his|her|their|this|a) (?:[a-z-]+ )?card\b[^.]{0,20}$"
            r"|\b(?:pay|paid|send|sent|transfer|transferred|top up|topped up) (?:it |money |the money |cash )?(?:to |onto )?(?:his|her|their|this|a) card\b[^.]{0,20}$"
        ),
    ),
    (
        Whose.UNKNOWN,
        (
            r"(?:^|[\s<\"'])b?cc: ?[^@\n]{0,40}$|\bwitness(?:es)? ?:[^.]{0,40}$|\b(?:another|other|fellow|second) victims?\b[^.]{0,20}$"
            r"|\b(?:his|her|their) (?:mum|dad|mother|father|sister|brother|wife|husband|son|daughter|nan|gran|carer|neighbour)'s (?:phone |mobile |real )?(?:number|email|account) is\W*$"
        ),
    ),
    (
        Whose.ORGANISATION,
        (
            rf"\b(?:rang|called|phoned|ring|contacted|rung) (?:the |my |our |their |his |her )?(?:real )?{BANKS}(?:'s)?"
            r"(?: (?:fraud|team|line|helpline|number|directly|back|up)){0,3} on\W*$"
            rf"|\breported (?:it |this |them |him |her |that )?(?:straight |also )?to (?:the )?(?:{BANKS} )?(?:on |at |by |via )?\W*$"
            r"|\bnumber (?:that's |printed |which is )?(?:on|off|from) the (?:back|reverse) of (?:my|your|the|our|her|his) (?:bank |debit |credit )?cards?(?: (?:is|was|which is|says))?\W*$"
            r"|\b(?:bank|bank's|official|website|leaflet|letter|police)\b[^.]{0,40}\b(?:only|always) (?:use|ring|call|phone)\W*$"
            rf"|\b(?:rang|called|phoned|contacted) (?:the |my )?{BANKS}[^.]{{0,15}} number (?:off|on|from) [^.]{{0,30}}$"
            r"|\b(?:rang|called|phoned|ring|rung|dialled|used|tried) (?:the |a )?(?:real |proper |actual )?(?:number|one|no) (?:that's |which is |thats )?(?:on|off|from) "
            r"(?:the (?:back|front) of )?(?:my|our|her|his) (?:mum's |dad's )?(?:bank |debit |credit )?(?:card|statement|passbook|bank book)\b[^.]{0,10}$"
            r"|\b(?:i|we) (?:normally|usually|always|often|regularly) (?:use|go to|order from|shop at|shop on|buy from|book with|book on)\b\W*$"
            r"|\b(?:i|we)(?:'ve|'d)? (?:then |later |have |just |also |did )*(?:rang|called|phoned|checked with|looked up|contacted|emailed|asked|found|googled|ring|call)\b"
            r"[^.]{0,40}\b(?:bank|police|real|company|firm|council|charity|them|head office|helpline|hmrc|society|school|surgery)\b[^.]{0,20}\bon\W*$"
            r"|\b(?:shows?|displayed|displays|showing|pretend(?:s|ed|ing)? to be|pos(?:es|ed|ing) as|spoof(?:s|ed|ing)?|impersonat(?:es|ed|ing)"
            r"|copy of|cop(?:ies|ied|ying)|clone of|clon(?:es|ed|ing)|should be|supposed to be|instead of|not the real|really is|looks? like|same as|look(?:s|ed) (?:like|as if|as though) (?:it|they|he|she) (?:came|was|were|is|are) from)"
            r" (?:the |our |as |of |from |a )*(?:real |genuine |true |bank's |official )*(?:number |site |address |website )*[\"'(]*$"
        ),
    ),
    (
        Whose.REPORTER,
        (
            r"\b(?:i|we)(?:'d|'ve)? (?:have |had |then |just )?(?:forwarded|sent|send|paid|pay|emailed|transferred|transfer|replied|moved|wrote)\b[^.]{0,25}\bfrom\W*$"
            rf"|\b(?:reach|contact|call|ring|phone|text|email|e-mail|message|get|need|want)(?: hold of)? me\b{REACHED}\W*$"
            r"|\b(?:gave|given|giving|give|told|reading|read|handed) (?:them|em|'em|the (?:caller|man|woman|lady|guy|person|scammers?|fraudsters?))"
            rf" (?:all )?(?:her|his|my|our|their)\b{OF_MINE}\W*$"
            r"|^\W*(?:caller|customer|reporter|complainant|victim|mop)(?: \d)?: (?:[a-z]+[, ]+){0,2}(?:it's|it is)\b[^.]{0,12}$"
            r"|\b(?:i|we)(?: [^.]{0,60} and)? (?:can|could|may) be (?:reached|contacted|called|emailed|rung|phoned)\b[^.]{0,30}$"
            r"|\bmy (?:user ?name|name|tag|gamertag|handle)(?: on (?:there|it|here))? (?:is|was)\W*$"
            r"|^[\W]*(?:hi|hello|hey)?\W*(?:i|we) (?:run|own|manage|sell on|trade as)\b[^.]{0,30}$|\b(?:i|we) (?:run|own|manage)\b(?: [a-z]+){0,4}\W*$"
            r"|^\W*(?:hi|hello)?\W*(?:i'm|i am|my name is|this is) [a-z'-]+(?: [a-z'-]+)? (?:from|of|at) [^.,:]{2,30},? ?$"
            r"|\b(?:refund|refunded|back|repay|reimburse|return|repaid|returned)\b[^.]{0,25}\bto (?:me|us)\b[^.]{0,20}$"
            r"|^\W*to: ?[^@\n]{0,30}$|\bvictim(?:'s)?\b[^.]{0,25}$|\b(?:reporter|complainant|informant)(?:'s)?\b[^.]{0,25}$"
            r"|\bdebited(?: from(?: account| acct?| a/c| iban)?| account| acct?| a/c| iban|:)\W*$|^\W*number (?:he|she|they) (?:rang|called|phoned|texted|dialled) (?:me|us) on\W*$"
            r"|^\W*number (?:he|she|they) (?:rang|called|dialled)\W*$"
            r"|^\W*(?:please|pls|plz|kindly) (?:e-?mail|send|post|text|write)\b[^.]{0,30}\b(?:updates?|news|reply|replies|letters?|correspondence|questions?|anything|info|information)\b[^.]{0,15}\bto\W*$"
            r"|\bthe (?:house|home) (?:phone|landline)(?: is| number is)?\W*$"
            r"|\b(?:i'm|i am|im|we're|we are) (?:on|at|known as|called|under)\W*$|\bi go by\W*$"
            r"|\bbest (?:contact|number|way|no|email|phone)\b[^.]{0,12}\b(?:for|to (?:reach|get|contact|call|ring|get hold of)) (?:me|us)\b[^.]{0,15}$"
            r"|\bbest contact(?: no| number| e-?mail| phone)?(?: is)?\W*$"
            r"|\b(?:i|we)(?:'d| would) (?:like|appreciate|prefer|love) (?:a |an )?(?:call|ring|text|email|reply|phone call|callback)\b(?: (?:back|please|on|at|to my \w+|my|mobile|number))*\W*$"
            r"|\b(?:my|our) (?:contact |own |full )?details(?: are\b|:)[^.]{0,20}$|我的[^.,]{0,8}$"
            r"|(?:rufen sie mich|ruf mich|mich erreichen|erreichbar|rückruf|rappele[rz](?:-moi)?|me joindre|me contacter|ll[aá]me(?:n)?me|ll[aá]mame|contactarme"
            r"|zadzwoń do mnie|proszę o telefon|proszę dzwonić|suna(?:ți|ti)-m[aă]|m[aă] pute(?:ți|ti)|ligue-me|chiamatemi|contattarmi)\b[^.]{0,20}$"
        ),
    ),
)
"""Ways of saying that end at the identifier, in lower case; the first that fits decides."""

AFTER: Final = (
    (
        Whose.SUSPECT,
        (
            r"[\"')\]]{0,2} (?:has |had |have |then |just |also |even |still |always )*(?:(?:keeps?|kept) (?:on )?(?:ringing|calling|texting|messaging|emailing|phoning)"
            r"|rang|called|phoned|texted|messaged|emailed|contacted|followed|hung up|scammed|conned|took my|took our|stole"
            r"|(?:is|was) (?:the|a|an) (?:scammer|fraudster|scam|fake|conman|thief|one (?:who|that))|was what|rung)\b"
            r"|[\"')\]]{0,2},? (?:the |a |his |her )?(?:voicemail|voice mail|recording|answerphone|leaflet|flyer|poster|text|message|letter|e-?mail) (?:said|says|read|reads|went)\b"
        ),
    ),
    (
        Whose.REPORTER,
        (
            r"[\"')\]]{0,2},? ?[(-]? ?(?:(?:is|are|was|that's|thats|which is|that is|being) (?:actually )?(?:my|mine|ours|our|me)\b"
            r"|(?:mine|ours)(?:$|[^\w ]|,? (?:and|but|not|so|which|from|that|it|they|the|on|in|i|we|he|she)\b)|(?:belongs|belonging) to (?:me|us)\b|\((?:mine|me|my|ours?)\b| ?- ?(?:our|ein|nasz\w*|наш\w*)\b)"
        ),
    ),
    (
        Whose.ORGANISATION,
        (
            r"[\"')\]]{0,2},? ?\(? ?(?:(?:is|was|which is|being|are) (?:actually |really )?(?:the |a |their |its )?"
            r"(?:real|genuine|true|official|actual|proper|correct|legit|legitimate)\b|\(?(?:the )?(?:real|genuine|official)\b)"
            r"|[\"')\]]{0,2},? (?:is|was|has been|had been|being) (?:copied|cloned|spoofed|faked|impersonated|hijacked)\b"
            r"|[^.!?\n]{0,60}\b(?:never heard of|know nothing about|knew nothing about|nothing to do with (?:it|them|this))"
        ),
    ),
    (
        Whose.UNKNOWN,
        r"[^.!?\n]{0,25}(?:\b(?:another|also a|fellow) victim|\bwho (?:is|are|was) (?:also|another)|\bwitness)",
    ),
)
"""Ways of saying that begin right after it."""

SENT: Final = re.compile(
    r"\b(?:sent|send|paid|pay|emailed|transferred|transfer|moved|forwarded)\b[^.!?]*\bto\b[^.!?]*$"
)
"""Before somebody else's, after which "from" names one's own: sent to his from mine."""
NEXT_LABEL: Final = re.compile(
    r"[.,;]?\s*(?:my )?(?:tel|telephone|phone|mobile|mob|cell|landline|e-?mail|home|work)(?: (?:no|number|address))?\.?\s?[:=]\s?",
    re.IGNORECASE,
)
"""Between two ways to reach somebody, written as in a form."""
ASIDE: Final = re.compile(r", (?:as (?!i said|usual)|(?:from |to |on |in )?which |that |who )[^,]{2,50},")
"""Words between commas that say something else of the thing."""
OPENED: Final = re.compile(
    r"(?:^|(?<=[\s(,:;=\[-]))([\"\u201c']|\u00ab)(?!(?:em|til|cause|bout|s|n)\b)(?=[^\s,])"
)
"""Where quotation marks open."""
CLOSED: Final = {
    '"': re.compile(r"\""),
    "\u201c": re.compile("\u201d"),
    "\u00ab": re.compile("\u00bb"),
    "'": re.compile(r"(?<=[\w.!?,])'(?!\w)"),
}
"""Where those close again."""
I_SAID: Final = re.compile(
    r"\b(?:i|we)(?:'ve|'d)? (?:just |then |also )?(?:said|told \w+|replied|wrote|put|texted(?: \w+)?|say)\W*$"
)
"""Before the reporter's own words."""
_LABEL: Final = r"(?:(?:my )?(?:tel|telephone|phone|mobile|mob|cell|e-?mail|contact|number|no)(?: (?:is|no|number))?)?[.: ]*"
LABELS: Final = word_set("tel telephone phone mobile mob cell email e-mail mail contact number no is")
"""The last words of such a label."""
SIGNED: Final = re.compile(_LABEL, re.IGNORECASE)
"""What stands before an address that ends a letter."""
NAMED: Final = (
    r"(?i)(?:\b(?:my name is|my name's|(?:victim|complainant|reporter|injured party)(?:'s name)? ?:)[^.,;:\n]{2,40}"
    r"|\b(?:please|pls|plz|can you|could you)\b[^.!?\n]{0,50}\b(?:ring|call|phone|contact|text|email|reach) (?:me|us)\b[^.!?\n]{0,40})(?:[.,;!?]\s*|\n+)"
    rf"{_LABEL}$"
)
"""What people say of themselves before how to reach them."""
FIRST_PERSON: Final = re.compile(
    r"\W*(?:hi|hello|dear [^.]{0,30}|good \w+)?\W*\b(?:i|i'm|i've|we|we've|we're|my|our)\b", re.IGNORECASE
)
