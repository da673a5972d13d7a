//! The element names that reading a page needs to tell apart.

/// An element's name, or the group of names that are treated alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tag {
    /// `html`, `head`, `body`.
    Page,
    A,
    Address,
    Article,
    Aside,
    Blockquote,
    Br,
    Button,
    /// `td`, `th`.
    Cell,
    /// `dt`, `dd`.
    Definition,
    Div,
    Figure,
    FigCaption,
    Footer,
    Form,
    H1,
    /// `h2` to `h6`.
    Heading,
    Header,
    Hr,
    /// Content that is never text of the story: `style`, `noscript`, `svg`, `iframe`, `template`, `select`, …
    Ignored,
    Li,
    Link,
    /// `ul`, `ol`, `dl`, `menu`.
    List,
    Main,
    Meta,
    Nav,
    P,
    Pre,
    Row,
    Script,
    Section,
    Span,
    Strong,
    Em,
    /// `table`, `caption`.
    Table,
    /// `thead`, `tbody`, `tfoot`: they only wrap rows.
    RowGroup,
    Time,
    Title,
    /// Void elements without text: `img`, `input`, `source`, …
    Void,
    /// Any other inline element.
    Other,
    /// Any other block element.
    OtherBlock,
}

impl Tag {
    /// The tag of a lower-case name, as the tokeniser gives it.
    pub(crate) fn from_name(name: &[u8]) -> Self {
        match name {
            b"html" | b"head" | b"body" => Self::Page,
            b"a" => Self::A,
            b"address" => Self::Address,
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"blockquote" => Self::Blockquote,
            b"br" => Self::Br,
            b"button" => Self::Button,
            b"td" | b"th" => Self::Cell,
            b"dt" | b"dd" => Self::Definition,
            b"div" => Self::Div,
            b"figure" => Self::Figure,
            b"figcaption" => Self::FigCaption,
            b"footer" => Self::Footer,
            b"form" => Self::Form,
            b"h1" => Self::H1,
            b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"header" | b"hgroup" => Self::Header,
            b"hr" => Self::Hr,
            b"style" | b"noscript" | b"svg" | b"math" | b"iframe" | b"template" | b"select" | b"textarea" | b"object"
            | b"audio" | b"video" | b"canvas" | b"noembed" | b"noframes" | b"xmp" | b"plaintext" | b"map" | b"datalist"
            | b"dialog" | b"amp-ad" | b"amp-embed" | b"amp-iframe" => Self::Ignored,
            b"li" => Self::Li,
            b"link" => Self::Link,
            b"ul" | b"ol" | b"dl" | b"menu" => Self::List,
            b"main" => Self::Main,
            b"meta" => Self::Meta,
            b"nav" => Self::Nav,
            b"p" => Self::P,
            b"pre" => Self::Pre,
            b"tr" => Self::Row,
            b"script" => Self::Script,
            b"section" => Self::Section,
            b"span" => Self::Span,
            b"strong" | b"b" => Self::Strong,
            b"em" | b"i" => Self::Em,
            b"table" | b"caption" => Self::Table,
            b"thead" | b"tbody" | b"tfoot" => Self::RowGroup,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"img" | b"input" | b"source" | b"track" | b"embed" | b"area" | b"base" | b"col" | b"wbr" | b"param" => Self::Void,
            b"center" | b"details" | b"summary" | b"fieldset" | b"legend" => Self::OtherBlock,
            _ => Self::Other,
        }
    }

    /// Elements that never have content.
    pub(crate) fn is_void(self) -> bool {
        matches!(self, Self::Void | Self::Br | Self::Hr | Self::Meta | Self::Link)
    }

    /// Elements that begin a new block of text; their start ends an open paragraph.
    pub(crate) fn is_block(self) -> bool {
        matches!(
            self,
            Self::Address
                | Self::Article
                | Self::Aside
                | Self::Blockquote
                | Self::Cell
                | Self::Definition
                | Self::Div
                | Self::Figure
                | Self::FigCaption
                | Self::Footer
                | Self::Form
                | Self::H1
                | Self::Heading
                | Self::Header
                | Self::Hr
                | Self::Li
                | Self::List
                | Self::Main
                | Self::Nav
                | Self::P
                | Self::Pre
                | Self::Row
                | Self::Section
                | Self::Table
                | Self::OtherBlock
        )
    }
}
