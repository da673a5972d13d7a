import{a,b,c}from"./chunk-XK2LQBT6.js";import"./chunk-DJ5E37QI.js";import"./chunk-GSPVXUNC.js";import"./chunk-WO5DYIBW.js";export{c as draw,b as edgeEvents,a as spoken};
