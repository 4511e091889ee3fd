"""Invented reports as web pages, with comments of which it is known what each corrects."""

# ruff: noqa: INP001 - beside a program to be run by hand

import html
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

HELD_BACK = "held back"


class Comment(NamedTuple):
    """
    A reader's words.

    Attributes:
        words: As they stand on the page.
        way: The kind of comment, to count by.
        about: The sentence that it corrects; None if it corrects nothing.
    """

    words: str
    way: str
    about: str | None = None


class Made(NamedTuple):
    """A page with its truth."""

    shape: str
    markup: str
    sentences: tuple[str, ...]
    comments: tuple[Comment, ...]


# What stands under `held back` was written when the rules were done, and none was mended after it.
_ENGLISH = (
    "{many} people were killed when a shell struck the market of {place} on {day}, residents said.",
    "Among the dead was {name}, a {job} of the town, according to the civil defence.",
    "The wounded were taken to the hospital in {second}, where two of them died in the evening.",
    "A spokesman of the army said that it had aimed at a store of arms behind the market.",
    "A week earlier {few} people had been hurt on the road to {third}, and a bridge was closed.",
    "An official of the town, who asked not to be named, said that the market had been full.",
)
_ARABIC = (
    "قتل {many} أشخاص عندما سقطت قذيفة على سوق بلدة {place} يوم {day} بحسب ما قال سكان.",
    "ومن بين القتلى {name} الذي كان يعمل {job} في البلدة وفق الدفاع المدني.",
    "ونقل الجرحى إلى مستشفى {second} حيث توفي اثنان منهم في المساء بعد ساعات.",
    "وقال متحدث باسم الجيش إنه استهدف مخزنا للسلاح يقع خلف السوق مباشرة.",
    "وقبل أسبوع أصيب {few} أشخاص على الطريق إلى {third} وأغلق الجسر أمام السيارات.",
)
# Way, which sentence it corrects, words.
_CORRECTING = (
    ("another number, and not this", 0, "It was {other}, not {low}. I counted them myself."),
    ("another number, and not this", 0, "There were {other} dead and not {low}, ask anybody here."),
    (
        "another number",
        0,
        "Actually {other} people were killed in {place}, my brother buried them.",
    ),
    ("quotes and denies", 3, "“{said}” That is wrong, there were only vegetables behind it."),
    ("quotes and denies", 5, "“{said}” Not true. It was a holiday and most shops were closed."),
    ("another name", 1, "His name was {namesake}, not {name}."),
    ("another name", 1, "You have misspelled the name of {name}, he wrote it otherwise."),
    ("another place", 0, "This did not happen in {place}, it happened in {fourth}."),
    (
        "another place",
        2,
        "There is a mistake here. They were brought to {fourth}, not to {second}.",
    ),
    ("another day", 0, "It was on a Tuesday, not on {day}, I was at school that morning."),
    ("asks for it", 1, "Please correct this: {name} was a driver and never a {job}."),
    (
        "asks for it",
        4,
        "The part about {third} is inaccurate, that bridge has been gone for years.",
    ),
    ("you wrote", 0, "You wrote {low}. The list at the mosque in {place} has {other} names."),
    (
        "in other words",
        2,
        "The hospital in {second} was closed then, so nobody can have been taken there.",
    ),
    ("alive", 1, "Get your facts right! {name} is alive, I spoke with him this morning."),
    ("another number", 0, "No, {other} died. {many} is what they told on the first evening."),
    ("another name", 1, "He was called {namesake} and not {name}, so change it."),
    ("another place", 0, "The shell fell on the school of {place} rather than on its market."),
    ("in other words", 0, "The toll has gone up since, it is {other} now and nobody updates this."),
    ("in other words", 0, "{many}? My uncle washed {other} bodies."),
    ("in other words", 1, "{name} worked as a driver all his life."),
    ("in other words", 1, "I am the cousin of {name}. He was wounded, he did not die."),
    ("in other words", 2, "Wrong hospital. {second} has none."),
    ("in other words", 3, "The army never said that about the market of {place}."),
    ("in other words", 0, "Why do you say {day}? All of this was a week later."),
    ("in other words", 0, "Not {place}. The village is called {fourth}."),
    ("in other words", 1, "Your spelling of {name} is off by two letters."),
    ("in other words", 4, "On the road to {third} there were {other} hurt, I drove them myself."),
    ("in other words", 5, "Full? The market stood empty because of the strike."),
    ("in other words", 0, "This is false. No shell fell on {place} that day, it was a gas bottle."),
    ("in other words", 0, "Nobody was killed in {place}, thank God, only the shops burned."),
    ("in other words", 0, "The UN has {other} dead for {place}, why does this page have {low}?"),
    ("in other words", 1, "{name} died two years ago in an accident, so this must be his cousin."),
    ("in other words", 1, "I think you mean {namesake}. {name} lives in my street."),
    ("in other words", 2, "They took the wounded to {fourth} since the road to {second} was cut."),
    ("in other words", 3, "No store of arms was ever behind that market."),
    ("in other words", 0, "You got the day wrong."),
    ("in other words", 0, "Please check again, the mosque counted {other} and not {low}."),
    ("in other words", 0, "It happened in {fourth}, I live two streets from there."),
    ("in other words", 0, "Our list of the dead has {other} names on it."),
    ("in other words", 1, "{name} never worked as a {job}."),
    ("in other words", 1, "That is not how {name} is written."),
    ("in other words", 1, "You are confusing him with {namesake}, {name} is his brother."),
    ("in other words", 2, "The wounded lay in {fourth} for two days before any doctor saw them."),
    ("in other words", 3, "There was nothing behind the market but a bakery."),
    ("in other words", 3, "There were never any arms in that store behind the market."),
    ("in other words", 0, "The shelling was on a Sunday, everybody was at home."),
    ("in other words", 0, "None of the traders was hurt in {place}, they had all gone home."),
    ("in other words", 5, "The market opens only on Fridays, so it cannot have been full."),
    (HELD_BACK, 0, "Nobody died at any market that week."),
    (HELD_BACK, 0, "There are {other} fresh graves behind the mosque."),
    (HELD_BACK, 0, "No one from {place} was killed, they were all traders from {fourth}."),
    (HELD_BACK, 1, "{name} was no {job}, he repaired radios."),
    (HELD_BACK, 1, "The family writes it otherwise than you do, ask them."),
    (HELD_BACK, 1, "You may have mixed him up with {namesake}. {name} is well."),
    (HELD_BACK, 2, "The hospital in {second} took nobody in that day."),
    (HELD_BACK, 3, "That army has no spokesman."),
    (HELD_BACK, 3, "There was no store behind the market, there was a school."),
    (HELD_BACK, 0, "It was on a Saturday, I remember it well."),
    (HELD_BACK, 4, "The bridge on the road to {third} was never closed."),
)
_CORRECTING_ARABIC = (
    ("another number, and not this", 0, "العدد {other} وليس {many} كما كتبتم."),
    ("quotes and denies", 3, "«{said}» هذا الكلام غير صحيح ولم يكن هناك سلاح."),
    ("another name", 1, "اسمه {namesake} وليس {name}."),
    ("another place", 0, "لم يحدث هذا في {place} بل في {fourth}."),
    ("another day", 0, "كان ذلك يوم الثلاثاء وليس يوم {day} لأنني كنت في السوق."),
    ("asks for it", 1, "أرجو تصحيح الخبر، {name} لم يعمل {job} قط."),
    (
        "another number, and not this",
        0,
        "في {place} سقط {other} شهداء لا {many} وأنا شاهد على ذلك.",
    ),
    ("in other words", 2, "المستشفى في {second} كان مغلقا ولم ينقل إليه أحد."),
    ("in other words", 0, "ليست {place} بل {fourth}."),
    ("in other words", 1, "{name} حي يرزق وقد كلمته اليوم."),
    ("in other words", 0, "الرقم الذي كتبتموه خاطئ، عددهم {other}."),
    ("in other words", 0, "راجعوا معلوماتكم، عدد الشهداء {other}."),
    ("in other words", 1, "{name} ابن عمي وهو لم يمت والحمد لله."),
)
_OTHERS = (
    ("grief", "God have mercy on them all and patience for their families."),
    ("grief", "{name} was my teacher. He was not a man who hated anybody."),
    ("thanks", "Thank you for telling what happened in {place}. My family is from there."),
    ("thanks", "I have read these reports for {few} years and they are never enough."),
    ("opinion", "It is wrong to fire at a market and everybody knows it."),
    ("opinion", "What is wrong with people who do such things on a {day}?"),
    ("opinion", "Nobody will be punished for this, it is not even a question any more."),
    ("opinion", "It is not true that nobody cares. We have collected money in {fourth}."),
    ("to another reader", "You are wrong, Sami. Read it again before you write such things."),
    ("to another reader", "Not everybody here is your enemy, my friend."),
    ("question", "Were there no shelters in {place}? Why was the market open that day?"),
    ("question", "{many} people, and the world says nothing. When will it end?"),
    ("hearsay", "I was not there, but my aunt in {third} heard it too."),
    ("advertising", "Cheap flights and hotels, visit my page and save 20 percent today."),
    ("opinion", "They never do anything for {place}, no road, no school, no doctor."),
    ("opinion", "My heart is with {second}. There is no justice in this war."),
    ("opinion", "If that is not a crime, then what is? {many} people!"),
    ("opinion", "False friends sell us arms and then send us flowers."),
    ("opinion", "I cannot read this without crying for {place}."),
    ("opinion", "Shame on those who are silent, not on those who shout."),
    ("opinion", "My father was born in {second} and never left it."),
    ("opinion", "How is it possible that this happens again and again?"),
    ("opinion", "It was not always like this, we used to walk from {place} to {third}."),
    ("opinion", "The number of orphans grows every {day}."),
    ("opinion", "If you say this is a war on terror, you are lying to {low} mothers."),
    ("opinion", "They are not numbers, they had names."),
    ("opinion", "Sami is right and the rest of you are wrong."),
    ("opinion", "You have a good writer, please write more about {third}."),
    ("opinion", "I lost two brothers at the same place and nobody wrote about them."),
    ("opinion", "No mother should have to bury {low} children."),
    ("opinion", "It is not the first time that {place} is hit and it will not be the last."),
    ("opinion", "Do not believe a word that the army says."),
    ("opinion", "The editor should be thanked for {few} years of this work."),
    ("opinion", "{place} is not forgotten. {second} is not forgotten."),
    ("opinion", "Only God knows how many more."),
    ("opinion", "My cousin {namesake} was killed in {fourth} two years ago."),
    ("opinion", "In this war nobody is spared, not in {second} and not in {place}."),
    ("opinion", "I know what you mean, {place} was the happiest place of my childhood."),
    ("opinion", "There is no market in heaven and there is no army."),
    ("opinion", "The boy in the picture looks like my son."),
    (HELD_BACK, "We met on a Sunday in {second}, before all this."),
    (HELD_BACK, "There was no mercy in their hearts and there is none now."),
    (HELD_BACK, "It was in my school in {fourth} that I first heard of {place}."),
    (HELD_BACK, "{place} was not built in a day and will not fall in one."),
    (HELD_BACK, "A list of those who are guilty would have {few} thousand names."),
    (HELD_BACK, "In the picture of my grandfather the market is full of people."),
)
_OTHERS_ARABIC = (
    ("grief", "رحمهم الله جميعا وألهم أهلهم الصبر والسلوان."),
    ("thanks", "شكرا لكم على نقل ما جرى في {place} بصدق."),
    ("opinion", "هذا ليس عدلا ولن ننسى ما فعلوه بنا."),
    ("question", "متى تنتهي هذه الحرب؟ أليس فيكم رحمة؟"),
    ("opinion", "لم يعد أحد يسمع صوت {place} في هذا العالم."),
    ("opinion", "ليس لنا إلا الله."),
    ("opinion", "لا أحد ينسى {place}."),
    ("opinion", "الرحمة للشهداء والشفاء للجرحى ولا حول ولا قوة إلا بالله."),
)
_NUMBERS = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS_ARABIC = ("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_DRAWN: Mapping[str, tuple[Sequence[str], int]] = {
    "place": (("Kareth", "Dumra", "Salwan", "Obeira", "Tell Nasif", "Hawara", "Meshqa"), 4),
    "name": (("Omar Saleh", "Yusef Haddar", "Khaled Nasri", "Adnan Barek", "Walid Tomeh"), 2),
    "day": (("Monday", "Wednesday", "Thursday", "Friday"), 1),
    "job": (("nurse", "baker", "teacher", "carpenter"), 1),
}
_DRAWN_ARABIC: Mapping[str, tuple[Sequence[str], int]] = {
    "place": (("كارث", "دمرة", "سلوان", "عبيرة", "تل ناصيف", "حوارة"), 4),
    "name": (("عمر صالح", "يوسف حداد", "خالد نصري", "عدنان بارك", "وليد طعمة"), 2),
    "day": (("الاثنين", "الأربعاء", "الخميس", "الجمعة"), 1),
    "job": (("ممرضا", "خبازا", "معلما", "نجارا"), 1),
}
_FOR: Mapping[str, Sequence[str]] = {
    "place": ("place", "second", "third", "fourth"),
    "name": ("name", "namesake"),
    "day": ("day",),
    "job": ("job",),
}
# As well-known programs write them, and as a page without any names for its parts does.
SHAPES: Mapping[str, tuple[str, str, str]] = {
    "WordPress": (
        '<div id="comments" class="comments-area"><h2 class="comments-title">{n} thoughts on this'
        '</h2><ol class="comment-list">',
        '<li class="comment even depth-1"><article class="comment-body"><footer class='
        '"comment-meta"><b class="fn">{who}</b> <span class="says">says:</span> <time>{at}</time>'
        '</footer><div class="comment-content"><p>{words}</p></div></article></li>',
        "</ol></div>",
    ),
    "Drupal": (
        '<section id="comments"><h2>Comments</h2>',
        '<article class="comment clearfix"><p class="submitted">{who} on {at}</p>'
        '<div class="content"><p>{words}</p></div></article>',
        "</section>",
    ),
    "Blogger": (
        '<div class="comments" id="comments"><h4>{n} comments:</h4><div id="comment-holder"><ol>',
        '<li class="comment"><div class="comment-block"><cite class="user">{who}</cite>'
        '<p class="comment-content">{words}</p></div></li>',
        "</ol></div></div>",
    ),
    "Disqus, saved": (
        '<div id="disqus_thread"><ul id="post-list" class="post-list">',
        '<li class="post"><span class="author">{who}</span><div class="post-message"><p>{words}</p>'
        "</div></li>",
        "</ul></div>",
    ),
    "schema.org": (
        "<section><h3>What readers say</h3>",
        '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop='
        '"author">{who}</span><div itemprop="text">{words}</div></div>',
        "</section>",
    ),
    "said to a screen reader": (
        '<section aria-label="Comments"><ul>',
        "<li><b>{who}</b><p>{words}</p></li>",
        "</ul></section>",
    ),
    "by a heading alone": (
        "<div><h3>{n} Comments</h3>",
        "<div><p>{who}, {at}</p><p>{words}</p></div>",
        "</div>",
    ),
}
_ROUND = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><main><article><h1>{title}</h1>'
    '<p class="byline">By our reporter, {at}</p>{report}</article>{comments}</main>'
    '<aside><h3>Related</h3><ul><li><a href="/1">Ceasefire talks go on in the capital</a></li>'
    "</ul></aside><footer>Contact and privacy policy</footer></body></html>"
)


def made(count: int, seed: int = 11) -> Iterator[Made]:
    """Make pages; each shape in turn, every fourth round of shapes in Arabic."""
    chance = random.Random(seed)  # noqa: S311 - the same pages each time, nothing secret
    shapes = list(SHAPES)
    for number in range(count):
        is_arabic = number // len(shapes) % 4 == 3
        yield _page(chance, shapes[number % len(shapes)], is_arabic=is_arabic)


def _page(chance: random.Random, shape: str, *, is_arabic: bool) -> Made:
    facts = _facts(chance, is_arabic=is_arabic)
    sentences = tuple(s.format(**facts) for s in (_ARABIC if is_arabic else _ENGLISH))
    comments = _comments(chance, facts, sentences, is_arabic=is_arabic)
    top, each, end = SHAPES[shape]
    at = f"{chance.randint(1, 28)} May 2019 at {chance.randint(10, 23)}:{chance.randint(10, 59)}"
    written = "".join(
        each.format(who=chance.choice(("Sami", "Lina H.", "reader77")), at=at, words=_shown(c))
        for c in comments
    )
    pairs = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
    markup = _ROUND.format(
        lang="ar" if is_arabic else "en",
        title=f"قصف سوق {facts['place']}" if is_arabic else f"Market in {facts['place']} shelled",
        at=at,
        report="".join(f"<p>{html.escape(pair, quote=False)}</p>" for pair in pairs),
        comments=top.format(n=len(comments)) + written + end,
    )
    return Made(shape, markup, sentences, comments)


def _shown(comment: Comment) -> str:
    return html.escape(comment.words, quote=False)


def _facts(chance: random.Random, *, is_arabic: bool) -> dict[str, str]:
    facts = {}
    for kind, (words, count) in (_DRAWN_ARABIC if is_arabic else _DRAWN).items():
        facts |= zip(_FOR[kind], chance.sample(words, count), strict=True)
    many, other, few = chance.sample(_NUMBERS_ARABIC if is_arabic else _NUMBERS, 3)
    return facts | {"many": many.capitalize(), "low": many, "other": other, "few": few}


def _comments(
    chance: random.Random, facts: Mapping[str, str], sentences: Sequence[str], *, is_arabic: bool
) -> tuple[Comment, ...]:
    """Two that correct and four that don't, in any order."""
    right = chance.sample(_CORRECTING_ARABIC if is_arabic else _CORRECTING, 2)
    other = chance.sample(_OTHERS_ARABIC if is_arabic else _OTHERS, 4)
    found = [
        Comment(words.format(said=sentences[i].rstrip("."), **facts), way, sentences[i])
        for way, i, words in right
    ]
    found += [Comment(words.format(**facts), way) for way, words in other]
    chance.shuffle(found)
    return tuple(found)
