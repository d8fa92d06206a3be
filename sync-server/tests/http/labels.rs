//! Labels: sheets of them are drawn and read again as a phone's camera reads them, blank ones are stuck on things, and
//! whoever opens the address of one sees what is theirs.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use shared::{LabelCode, Role};
use sync_server::base::roles::Roles;

use crate::answer::Answer;
use crate::desk::Visitor;
use crate::find::{BOILER, CPAS, SCHOOL};
use crate::test_office::{SUPERVISOR, TestOffice};

const SCHOOL_PAGE: &str = "/office/buildings/21212121-2121-2121-2121-212121212121";
/// Pixels in a point: some 430 in an inch, as a phone sees a label held before it.
const SCALE: f32 = 6.0;

fn of_school() -> [LabelCode; 2] {
    [LabelCode::of(SCHOOL.as_bytes()), LabelCode::of(BOILER.as_bytes())]
}

fn printed(code: LabelCode) -> String {
    format!("HTTPS://GUICHET.TEST/L/{code}")
}

/// What a camera reads on a page, each with how far it is from the left and from the top, in millimetres.
fn read(pdf: &[u8]) -> Vec<Vec<(String, f32, f32)>> {
    let pdf = Pdf::new(pdf.to_vec()).unwrap();
    let (cache, interpreter) = (RenderCache::new(), InterpreterSettings::default());
    let settings = PixmapSettings { x_scale: SCALE, y_scale: SCALE, bg_color: WHITE };
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let drawn = render(page, &cache, &interpreter, &RenderSettings::default(), &settings);
        let (width, height) = (usize::from(drawn.width()), usize::from(drawn.height()));
        let mut seen =
            rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| drawn.data()[y * width + x].r);
        let millimetres = |pixels: i32| pixels as f32 / SCALE * 25.4 / 72.0;
        // Three corners of several labels may look like one: nothing is read in them.
        let codes = seen.detect_grids().into_iter().filter_map(|grid| {
            let (_, text) = grid.decode().ok()?;
            Some((text, millimetres(grid.bounds[0].x), millimetres(grid.bounds[0].y)))
        });
        pages.push(codes.collect());
    }
    pages
}

impl Visitor<'_> {
    /// Follows a link of a page.
    async fn follows_link(&self, path: &str) -> Answer {
        let request = Request::get(path)
            .header("host", "guichet.test")
            .header("referer", "https://guichet.test/office/labels/choose")
            .header("cookie", &self.cookie);
        self.office.send(request.body(Body::empty()).unwrap()).await
    }

    async fn prints(&self, query: &str) -> Vec<Vec<(String, f32, f32)>> {
        let answer = self.follows_link(&format!("/office/labels/sheet.pdf?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}: {answer}");
        assert_eq!(answer.header("content-type"), Some("application/pdf"));
        read(&answer.body)
    }

    async fn sticks(&self, label: &str) -> Answer {
        self.post(&format!("{SCHOOL_PAGE}/assets/{BOILER}"), &format!("was.label=&label={label}")).await
    }
}

async fn opened_by_anybody(office: &TestOffice, code: &str) -> Answer {
    let request = Request::get(format!("/office/l/{code}")).header("accept-language", "fr");
    office.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn labels_are_read_again_from_each_sheet_where_they_are_to_stand() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let wanted = of_school().map(printed);
    // The label that is begun at, and where it and the one after it begin.
    for (format, start, at) in [
        ("l7160", "3", [(139.25, 15.15), (7.25, 53.25)]),
        ("l7163", "1", [(4.65, 15.15), (106.25, 15.15)]),
        ("l4731", "7", [(176.0, 13.5), (8.6, 23.5)]),
    ] {
        let pages = visitor.prints(&format!("building={SCHOOL}&format={format}&start={start}")).await;
        assert_eq!(pages.len(), 1, "{format}");
        assert_eq!(pages[0].len(), 2, "{format}: {pages:?}");
        for (wanted, (left, top)) in wanted.iter().zip(at) {
            let (_, x, y) = pages[0].iter().find(|(text, ..)| text == wanted).expect(wanted);
            assert!(*x > left && *x < left + 8.0, "{format}: {x} for {left}");
            assert!(*y > top && *y < top + 8.0, "{format}: {y} for {top}");
        }
    }
    let signs = visitor.prints(&format!("building={SCHOOL}&format=door")).await;
    let signs: Vec<_> = signs.iter().map(|page| page[0].0.clone()).collect();
    assert_eq!(signs, wanted, "a page each");
    let free = "format=free&columns=1&rows=1&width=100&height=60&left=10&top=20&gap-x=0&gap-y=0";
    let assets = visitor.prints(&format!("building={SCHOOL}&what=assets&{free}")).await;
    assert_eq!((assets.len(), &assets[0][0].0), (1, &wanted[1]));
    // Of all buildings in the list; begun at the last label of a sheet, the others stand on the next.
    let listed = visitor.prints("format=l7160&start=21&what=building").await;
    assert_eq!((listed.len(), listed[0].len(), listed[1].len()), (2, 1, 3));
    let listed = visitor.prints("format=l7160&what=building&text=orneval").await;
    assert_eq!(listed, [[listed[0][0].clone()]]);
}

#[tokio::test]
async fn a_sheet_that_cannot_be_made_says_why_and_keeps_what_was_chosen() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    for (query, said) in [
        ("format=", "Choisissez sur quoi imprimer"),
        ("format=l7160&start=22", "pas d’étiquette de ce numéro"),
        ("format=l7160&start=0", "pas d’étiquette de ce numéro"),
        (
            "format=free&columns=4&rows=7&width=63,5&height=38,1&left=7&top=15&gap-x=2&gap-y=0",
            "dépasse la feuille",
        ),
        ("format=free&columns=4&rows=7&width=20&height=38,1&left=7&top=15&gap-x=2&gap-y=0", "au moins 25,4"),
        ("format=l7160&what=spaces", "rien à étiqueter"),
    ] {
        let path = format!("/office/labels/sheet.pdf?building={SCHOOL}&{query}");
        let answer = visitor.follows_link(&path).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {answer}");
        let page = String::from_utf8(answer.body).unwrap();
        assert!(page.contains(said) && page.contains("labels-form"), "{query}: {page}");
    }
    let unreached = visitor.answer(&format!("/office/labels/sheet.pdf?building={SCHOOL}&format=l7160")).await;
    assert_eq!(unreached.status, StatusCode::UNPROCESSABLE_ENTITY);
    for count in ["0", "1891", "beaucoup", ""] {
        let answer = visitor.post("/office/labels", &format!("count={count}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{count}");
    }
}

#[tokio::test]
async fn who_sees_a_thing_is_led_to_it_and_anybody_else_reads_whom_to_call() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let [school, boiler] = of_school();
    let visitor = office.visitor().await;
    let at_boiler = format!("{SCHOOL_PAGE}?asset={BOILER}#asset-{BOILER}");
    for typed in [boiler.to_string(), boiler.grouped().to_lowercase(), printed(boiler).replace('/', "%2F")] {
        let answer = visitor.answer(&format!("/office/l/{typed}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, Some(&*at_boiler)));
    }
    let search = visitor.answer(&format!("/office/search?text={}", school.grouped())).await;
    assert_eq!(search.header("location"), Some(&*format!("/office/l/{school}")));
    assert_eq!(visitor.answer(&format!("/office/l/{school}")).await.header("location"), Some(SCHOOL_PAGE));
    let short = visitor.answer(&format!("/L/{school}")).await;
    assert_eq!(
        (short.status, short.header("location")),
        (StatusCode::SEE_OTHER, Some(&*format!("/office/l/{school}")))
    );

    let stranger = opened_by_anybody(&office, &boiler.to_string()).await;
    assert_eq!(stranger.status, StatusCode::OK, "{stranger}");
    let page = String::from_utf8(stranger.body).unwrap();
    assert!(page.contains("École communale d’Orneval") && page.contains(&boiler.grouped()), "{page}");
    assert!(page.contains("responsible-unsaid") && !page.contains(&BOILER.to_string()), "{page}");
    for (code, said) in
        [("000000000000", "Aucune étiquette"), ("000000000001", "douze lettres"), ("x", "douze lettres")]
    {
        let answer = opened_by_anybody(&office, code).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{code}");
        assert!(String::from_utf8(answer.body).unwrap().contains(said), "{code}");
    }

    // Somebody of another administration reads what a stranger does, and prints nothing of it.
    office.has_roles(SUPERVISOR, Roles::only_at(Role::Supervisor, [CPAS])).await;
    let apart = visitor.get(&format!("/office/l/{boiler}")).await;
    assert!(apart.contains("label-opened") && !apart.contains(&BOILER.to_string()), "{apart}");
    let path = format!("/office/labels/choose?building={SCHOOL}");
    assert_eq!(visitor.answer(&path).await.status, StatusCode::NOT_FOUND);
    let sheet =
        visitor.follows_link(&format!("/office/labels/sheet.pdf?building={SCHOOL}&format=l7160")).await;
    assert!(!sheet.status.is_success(), "{sheet}");
    assert_eq!(visitor.prints("format=l7160&what=building").await[0].len(), 2, "their own alone");
}

#[tokio::test]
async fn a_blank_label_is_stuck_on_one_thing_and_says_from_then_on_what_it_is() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let made = visitor.post("/office/labels", "count=3").await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{made}");
    let run = made.header("location").unwrap().split('?').nth(1).unwrap().to_owned();
    let pages = visitor.prints(&format!("{run}&format=l7160&start=20")).await;
    let codes: BTreeSet<LabelCode> = pages.concat().iter().map(|(text, ..)| text.parse().unwrap()).collect();
    assert_eq!((pages.len(), codes.len()), (2, 3));
    let code = *codes.first().unwrap();

    let blank = opened_by_anybody(&office, &code.to_string()).await;
    assert!(String::from_utf8(blank.body).unwrap().contains("encore attribuée à rien"));
    assert!(visitor.get(&format!("/office/l/{code}")).await.contains(&code.grouped()));
    for (label, said) in [
        ("pas+un+code", "pas le code d’une étiquette"),
        ("000000000000", "pas été imprimée ici"),
        (of_school()[0].as_str(), "déjà celle d’autre chose"),
    ] {
        let answer = visitor.sticks(label).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{label}: {answer}");
        let page = String::from_utf8(answer.body).unwrap();
        assert!(page.contains(said) && page.contains(label.replace('+', " ").as_str()), "{label}: {page}");
    }
    let stuck = visitor.sticks(&code.grouped().to_lowercase()).await;
    assert_eq!(stuck.status, StatusCode::SEE_OTHER, "{stuck}");
    let at_boiler = format!("{SCHOOL_PAGE}?asset={BOILER}#asset-{BOILER}");
    let opened = visitor.answer(&format!("/office/l/{code}")).await;
    assert_eq!(opened.header("location"), Some(&*at_boiler));
    assert!(visitor.get("/office/labels").await.contains("Une attribuée"));
    let again = visitor.post(&format!("{SCHOOL_PAGE}/edit"), &format!("was.label=&label={code}")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "it is on the boiler");
    // Its own label leads to it all the same.
    let own = visitor.answer(&format!("/office/l/{}", of_school()[1])).await;
    assert_eq!(own.header("location"), Some(&*at_boiler));
}
