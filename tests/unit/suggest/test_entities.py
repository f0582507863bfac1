"""Claims about names, dates and amounts."""

import pytest

from tests.unit.suggest.reading import suggested, words_of


@pytest.mark.parametrize(
    ("text", "label", "names"),
    [
        ("They met President Ana Moreno there.", "PERSON", ["Ana Moreno"]),
        ("They met Foreign Minister Sergei Lavrov there.", "PERSON", ["Sergei Lavrov"]),
        ("Ana Moreno came. Later Moreno left.", "PERSON", ["Ana Moreno", "Moreno"]),
        ("Kim Jong-un came. Later Kim left.", "PERSON", ["Kim Jong-un", "Kim"]),
        ("They heard Ursula von der Leyen there.", "PERSON", ["Ursula von der Leyen"]),
        ("They met Jordan Baker in town.", "PERSON", ["Jordan Baker"]),
        ("The Norwegian Health Ministry closed.", "ORG", ["Norwegian Health Ministry"]),
        ("The Ministry of Foreign Affairs closed.", "ORG", ["Ministry of Foreign Affairs"]),
        ("The UN Security Council voted.", "ORG", ["UN Security Council"]),
        ("Talks with the Kremlin and al-Qaida failed.", "ORG", ["Kremlin", "al-Qaida"]),
        ("They sailed from the DPRK to Jordan.", "GPE", ["DPRK", "Jordan"]),
        ("They live in Qwerstad now.", "GPE", ["Qwerstad"]),
        ("They crossed the Baltic Sea and Lake Inari.", "LOC", ["Baltic Sea", "Lake Inari"]),
        ("They fear the West and the North.", "LOC", ["West", "North"]),
        ("They left North Korea. They fear the North.", "GPE", ["North Korea", "North"]),
        ("They left North Korea. They fear the nuclear-armed North.", "GPE", ["North Korea", "North"]),
        ("A UN-brokered truce in Qwerstad held.", "ORG", ["UN"]),
        ("The Russian-occupied town was empty.", "NORP", ["Russian"]),
        ("They met the Minister of Foreign Affairs Ana Moreno.", "PERSON", ["Ana Moreno"]),
        ("The North Koreans met a Russian envoy.", "NORP", ["North Koreans", "Russian"]),
        ("They landed at Qwer Airport today.", "FAC", ["Qwer Airport"]),
        ("The special military operation and the Cold War.", "EVENT", ["special military operation", "Cold War"]),
        ("Russia’s plan for the DPRK's quay.", "GPE", ["Russia", "DPRK"]),
    ],
)
def test_a_name_is_found_without_title_article_and_possessive(text: str, label: str, names: list[str]) -> None:
    assert words_of(text, label) == names


def test_the_first_word_of_a_sentence_is_no_name_by_its_capital_alone() -> None:
    assert suggested("Ferries sail at noon. The ferries are late. Meanwhile nobody waits.").spans == ()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It sank on October 18, 2023.", ["October 18, 2023"]),
        ("It sank on 18 October.", ["18 October"]),
        ("It ran from September 12 to 17.", ["September 12 to 17"]),
        ("Between Sept. 7 and Oct. 1 it sailed.", ["Sept. 7", "Oct. 1"]),
        ("It sank in May 2022 and in March.", ["May 2022", "March"]),
        ("It sank last year, on Thursday.", ["last year", "Thursday"]),
        ("It sank in 2016 and cost 2016 dollars.", ["2016"]),
        ("It sank three years ago.", ["three years ago"]),
        ("It may sink; they march on. It took three months.", []),
    ],
)
def test_dates_are_found_and_durations_are_not(text: str, dates: list[str]) -> None:
    assert words_of(text, "DATE") == dates


def test_sums_and_quantities_are_told_apart() -> None:
    text = "It cost $4.7 billion and moved 1,000 containers and 3,000 tons."

    assert words_of(text, "MONEY") == ["$4.7 billion"]
    assert words_of(text, "QUANTITY") == ["1,000 containers", "3,000 tons"]
