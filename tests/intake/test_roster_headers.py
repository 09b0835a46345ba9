"""Class lists in other languages than English."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "name", "ids"),
    [
        ("성,이름,학번\n김,민수,1\n", "김민수", {"sid": "1"}),
        ("성명\t전자우편\t아이디\n김민수\tk@x\tkim\n", "김민수", {"email": "k@x", "login": "kim"}),
        ("학번(Student ID),이름 (Name)\n1,김민수\n", "김민수", {"sid": "1"}),
        ("2026년 1학기\n\n번호,학번,이름\n1,7,김민수\n", "김민수", {"sid": "7"}),
        ("姓,名,学号,用户名\n王,小明,1,wxm\n", "王小明", {"sid": "1", "login": "wxm"}),
        ("姓,名,学生番号\n山田,タロウ,1\n", "山田 タロウ", {"sid": "1"}),
        ("姓,名,メール\nSmith,Ann,a@x\n", "Ann Smith", {"email": "a@x"}),
        ("Nachname;Vorname;E-Mail-Adresse;Matr.-Nr.\nLee;Ann;a@x;1\n", "Ann Lee", {"email": "a@x", "sid": "1"}),
        ("Name;Vorname;Benutzername\nLee;Ann;al\n", "Ann Lee", {"login": "al"}),
        ("Nachname, Vorname;Matrikelnummer\nLee, Ann;1\n", "Lee, Ann", {"sid": "1"}),
        ("Nom;Prénom;Adresse de courriel;N° étudiant\nLee;Ann;a@x;1\n", "Ann Lee", {"email": "a@x", "sid": "1"}),
        ("NOM ET PRÉNOM;IDENTIFIANT\nLee Ann;al\n", "Lee Ann", {"login": "al"}),
        ("Nombre,Apellido(s),Correo electrónico,Matrícula\nAnn,Lee,a@x,1\n", "Ann Lee", {"email": "a@x", "sid": "1"}),
        ("Nombre completo|Código\nAnn Lee|1\n", "Ann Lee", {"sid": "1"}),
        ("Nome;Sobrenome;E-mail;Número de matrícula\nAnn;Lee;a@x;1\n", "Ann Lee", {"email": "a@x", "sid": "1"}),
        ("Nome;Nº de aluno\nAnn Lee;1\n", "Ann Lee", {"sid": "1"}),
        ("sep=;\nNachname;Vorname\nLee;Ann\n", "Ann Lee", {}),
    ],
)
def test_headers_in_other_languages_and_halves_of_names(people, text, name, ids) -> None:
    found, problems = people(text)
    assert ([(person, has) for person, has, _ in found], problems) == ([(name, ids)], [])
