//! The keys of actors in a file that an earlier program made. In: rows of entities. Out: their column `actor`.

use ::episodes::actor::actor_key;
use record::{Entity, Mention, MentionKind, Span};
use rusqlite::{Connection, params};

use crate::names::Named;

/// Gives every entity of the file its key across stories.
pub(crate) fn name_actors(connection: &Connection) -> rusqlite::Result<()> {
    let mut select = connection.prepare(
        "SELECT n.entity, n.name, n.kind, n.country, n.geonames,
                (SELECT sector FROM entity_sectors s WHERE s.entity = n.entity ORDER BY position LIMIT 1),
                EXISTS (SELECT 1 FROM mentions m WHERE m.entity = n.entity AND m.kind = 'name')
         FROM entities n",
    )?;
    let mut update = connection.prepare("UPDATE entities SET actor = ? WHERE entity = ?")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        // A row that no record can hold gets no key; reading its story names it.
        let Some(kind) = Named::named(row.get_ref(2)?.as_str()?) else { continue };
        let named: bool = row.get(6)?;
        let mention = Mention { span: Span { start: 0, end: 0 }, kind: MentionKind::Name };
        let entity = Entity {
            id: String::new(),
            name: row.get(1)?,
            kind,
            country: row.get(3)?,
            sectors: row.get::<_, Option<String>>(5)?.into_iter().collect(),
            role: None,
            code: None,
            latitude: None,
            longitude: None,
            geonames: row.get(4)?,
            admin1: None,
            mentions: named.then_some(mention).into_iter().collect(),
        };
        if let Some(key) = actor_key(&entity) {
            update.execute(params![key.as_str(), row.get::<_, i64>(0)?])?;
        }
    }
    Ok(())
}
