"""What the columns of a class list are called, in the languages of the usual systems."""

from __future__ import annotations

import re

from grader.intake.names import bare

_HEADERS = {
    "name": """
        name|student|student name|full name|display name|sortable name|participant name|name of student|
        last name, first name|first name, last name
        이름|성명|성함|학생명|학생 이름|학생 성명|이름(성명)|
        姓名|名字|学生姓名|學生姓名|全名|氏名|名前|お名前|学生氏名|フルネーム|表示名
        vollständiger Name|Name, Vorname|Nachname, Vorname|Vorname Nachname|Student/in|Studierende|Teilnehmer
        nom complet|nom et prénom|nom prénom|prénom et nom|prénom nom|étudiant|élève
        nombre completo|nombre y apellidos|apellidos y nombre|apellidos, nombre|nombres y apellidos|alumno|estudiante
        nome completo|nome do aluno|nome e sobrenome|aluno|estudante|cognome e nome|studente|ФИО|họ và tên|họ tên
        """,
    "bare name": "nom|nombre|nome|naam|имя|ad|imię",
    "last": """
        last name|last|surname|family name|student last name
        성|姓|氏|苗字|姓氏|성씨|Nachname|Familienname|Zuname|nom de famille|nom d'usage|nom usuel
        apellido|apellidos|apellido(s)|primer apellido|sobrenome|apelido|apelidos|último nome
        cognome|achternaam|фамилия|soyadı|soyad|nazwisko|họ
        """,
    "first": """
        first name|first|given name|student first name
        名|Vorname|Rufname|prénom|prénoms|nombres|primer nombre|nombre de pila|primeiro nome|nome próprio
        voornaam|adı|tên
        """,
    "email": """
        email|email address|mail|student email|mail address
        이메일|이메일 주소|메일|전자우편|전자 메일|전자메일 주소
        邮箱|电子邮箱|电子邮件|邮件|邮箱地址|電子郵件|郵箱|信箱|電子信箱|電子郵件地址
        メール|メールアドレス|電子メール|eメール|電子メールアドレス
        E-Mail-Adresse|Mailadresse|courriel|adresse e-mail|adresse mail|adresse de courriel|adresse électronique|mél
        correo|correo electrónico|correo institucional|dirección de correo|dirección de correo electrónico|
        dirección email|correio|correio eletrónico|correio electrónico|endereço de e-mail|endereço de email|
        indirizzo email|e-mailadres|эл. почта|почта|электронная почта|e-posta
        """,
    "sid": """
        sid|student id|sis user id|sis id|id number|student number|student no|matriculation number|
        roster identifier
        학번|학생 번호|학생번호(학번)|수험번호|학생 ID|
        学号|學號|学生号|学生编号|学生证号|学籍番号|学生番号|学生証番号|学籍NO|学修番号
        Matrikelnummer|Matrikelnr|Matrikel-Nr.|Matr.-Nr.|Matrikel|ID-Nummer|Studierendennummer
        numéro étudiant|numéro d'étudiant|n° étudiant|no étudiant|num étudiant|n° d'étudiant|matricule|code permanent|
        numéro d'identification|INE
        matrícula|número de matrícula|nº de matrícula|número de estudiante|número de alumno|carné|carnet|legajo|
        código de estudiante|código|expediente|número de ID|DNI|NIF|NIA
        número de aluno|nº de aluno|nº aluno|número mecanográfico|nº mecanográfico|nmec|número de estudante|RA|
        registro acadêmico|número de identificação
        matricola|numero di matricola|studentnummer|номер студенческого билета|табельный номер|öğrenci no|
        numer albumu|nr albumu|MSSV|mã số sinh viên
        """,
    "login": """
        login|login id|sis login|sis login id|username|user|net id|account
        아이디|계정|로그인|로그인 아이디|사용자명|사용자 이름|사용자 아이디
        用户名|账号|帐号|登录名|使用者名稱|帳號|ユーザー名|ユーザ名|ログイン|ログイン名|ログインID|ユーザーID|アカウント
        Benutzername|Anmeldename|Benutzerkennung|Kennung|Uni-Kennung|Unikennung|Login-Name
        identifiant|nom d'utilisateur|utilisateur|usuario|nombre de usuario|usuário|utilizador|nome de usuário|
        nome de utilizador|nome utente|gebruikersnaam|логин|kullanıcı adı
        """,
    "github": """
        github username|github|github login|github user|깃허브|깃허브 아이디|GitHub-Benutzername|
        GitHub 아이디|GitHub 用户名|GitHub ユーザー名|usuario de GitHub|usuário do GitHub|utilisateur GitHub
        """,
    "section": """
        section|sections|group|class|lab section|분반|반|수강반|班级|班級|クラス|組|Gruppe|Übungsgruppe|Tutorium|groupe|
        groupe de TD|grupo|sección|turma|gruppo|
        """,
    "canvas": "canvas id|canvas user id",
    "moodle": "participant|participant id|participant number|Teilnehmernummer|참가자 번호",
}
_COLUMNS = {
    bare(header): column
    for column, headers in _HEADERS.items()
    for header in re.split(r"[|\n]", headers)
    if header.strip()
}
_NAMES = frozenset(map(bare, ("name", "이름", "名字")))


def columns(headers: list[str]) -> list[str]:
    """What each column holds, '' for one that is only kept; each is named once, by the first that fits."""
    words = [bare(header) for header in headers]
    kinds = [
        _kind(word, set(words)) or _in_parts(header, set(words)) for word, header in zip(words, headers, strict=True)
    ]
    kinds = [_of_a_name(kind, word, kinds) for kind, word in zip(kinds, words, strict=True)]
    return [kind if kind not in kinds[:i] else "" for i, kind in enumerate(kinds)]


def _kind(word: str, all_words: set[str]) -> str:
    if word == "id":  # Canvas's own where the file is Canvas's, else the university's
        return "canvas" if all_words & {"sisuserid", "sisloginid"} or {"student", "section"} <= all_words else "sid"
    if word == "username" and "githubid" in all_words:  # Classroom 50
        return "github"
    if word == "identifier":  # Moodle's worksheet, or GitHub Classroom's
        return "sid" if all_words & {"githubusername", "githubid"} else "moodle"
    return _COLUMNS.get(word, "")


def _in_parts(header: str, all_words: set[str]) -> str:
    """Of `학번 (Student ID)`, `Name / 이름`, `E-Mail *`: the first part that is known."""
    parts = (bare(part) for part in re.split(r"[()/（）\[\]:*]", header[:200]))
    return next((kind for part in parts if part and (kind := _kind(part, all_words))), "")


def _of_a_name(kind: str, word: str, kinds: list[str]) -> str:
    """`Name` beside `Vorname`, and `Nombre` beside `Apellidos`, are halves of a name."""
    if kind != "bare name" and not (kind == "name" and word in _NAMES):
        return kind
    first, last = "first" in kinds, "last" in kinds
    return "last" if first and not last else "first" if last and not first else "name"
