"""Countries, their capitals, great cities, states and regions: what news may name without saying that it is a place."""

_COUNTRIES = """Afghanistan; Albania; Algeria; Andorra; Angola; Argentina; Armenia; Australia; Austria; Azerbaijan;
Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize; Benin; Bhutan; Bolivia; Bosnia; Botswana; Brazil;
Britain; Brunei; Bulgaria; Burkina Faso; Burma; Burundi; Cambodia; Cameroon; Canada; Cape Verde; Chile; China;
Colombia; Congo; Costa Rica; Croatia; Cuba; Cyprus; Czech Republic; Czechia; Denmark; Djibouti; Dominican Republic;
East Timor; Ecuador; Egypt; El Salvador; England; Equatorial Guinea; Eritrea; Estonia; Ethiopia; Fiji; Finland; France;
Gabon; Gambia; Germany; Ghana; Greece; Grenada; Guatemala; Guinea; Guinea-Bissau; Guyana; Haiti; Honduras; Hong Kong;
Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland; Israel; Italy; Ivory Coast; Jamaica; Japan; Kazakhstan; Kenya;
Kosovo; Kuwait; Kyrgyzstan; Laos; Latvia; Lebanon; Lesotho; Liberia; Libya; Liechtenstein; Lithuania; Luxembourg;
Macedonia; Madagascar; Malawi; Malaysia; Maldives; Mali; Malta; Mauritania; Mauritius; Mexico; Moldova; Monaco;
Mongolia; Montenegro; Morocco; Mozambique; Myanmar; Namibia; Nepal; Netherlands; New Zealand; Nicaragua; Niger;
Nigeria; North Korea; Northern Ireland; Norway; Oman; Pakistan; Palestine; Panama; Papua New Guinea; Paraguay; Peru;
Philippines; Poland; Portugal; Puerto Rico; Qatar; Romania; Russia; Rwanda; Saudi Arabia; Scotland; Senegal; Serbia;
Seychelles; Sierra Leone; Singapore; Slovakia; Slovenia; Somalia; South Africa; South Korea; South Sudan; Spain;
Sri Lanka; Sudan; Suriname; Swaziland; Sweden; Switzerland; Syria; Taiwan; Tajikistan; Tanzania; Thailand; Tibet; Togo;
Trinidad; Tunisia; Turkey; Turkmenistan; Uganda; Ukraine; United Arab Emirates; United Kingdom; United States; Uruguay;
Uzbekistan; Vanuatu; Venezuela; Vietnam; Wales; West Indies; Yemen; Yugoslavia; Zaire; Zambia; Zimbabwe"""
_CITIES = """Abidjan; Abu Dhabi; Abuja; Accra; Addis Ababa; Aden; Aleppo; Algiers; Amman; Amsterdam; Ankara;
Antananarivo; Antwerp; Asuncion; Athens; Auckland; Baghdad; Baku; Bali; Baltimore; Bamako; Bangkok; Bangui; Barcelona;
Basra; Beijing; Beirut; Belfast; Belgrade; Berlin; Berne; Bissau; Bogota; Bologna; Bombay; Bonn; Bordeaux; Boston;
Brasilia; Bratislava; Brisbane; Brussels; Bucharest; Budapest; Buenos Aires; Bujumbura; Cairo; Calcutta; Canberra;
Cape Town; Caracas; Casablanca; Chennai; Chicago; Chisinau; Cleveland; Cologne; Colombo; Conakry; Copenhagen; Dakar;
Dallas; Damascus; Dar es Salaam; Delhi; Denver; Detroit; Dhaka; Dili; Doha; Dortmund; Dubai; Dublin; Durban; Dushanbe;
Edinburgh; Frankfurt; Freetown; Gaza; Geneva; Glasgow; Grozny; Guangzhou; Hamburg; Hanoi; Harare; Havana; Helsinki;
Hiroshima; Ho Chi Minh City; Houston; Islamabad; Istanbul; Jakarta; Jerusalem; Johannesburg; Juba; Kabul; Kampala;
Kandahar; Karachi; Kathmandu; Khartoum; Kiev; Kigali; Kingston; Kinshasa; Kolkata; Kuala Lumpur; Kyiv; Lagos; Lahore;
La Paz; Las Vegas; Leipzig; Libreville; Lima; Lisbon; Ljubljana; Lome; London; Los Angeles; Luanda; Lusaka; Lviv; Lyon;
Macau; Madrid; Managua; Manila; Maputo; Marseille; Mecca; Melbourne; Mexico City; Miami; Milan; Minneapolis; Minsk;
Mogadishu; Monrovia; Montevideo; Montreal; Moscow; Mosul; Mumbai; Munich; Muscat; Nairobi; Naples; New Delhi;
New Orleans; New York; Niamey; Nicosia; Oslo; Ottawa; Ouagadougou; Panama City; Paris; Perth; Philadelphia; Phnom Penh;
Phoenix; Pittsburgh; Port-au-Prince; Port Louis; Prague; Pretoria; Pyongyang; Quito; Rabat; Rangoon; Reykjavik; Riga;
Rio de Janeiro; Riyadh; Rome; Rotterdam; St Petersburg; St. Petersburg; San Diego; San Francisco; San Jose;
San Salvador; Sanaa; Santiago; Santo Domingo; Sao Paulo; Sarajevo; Seattle; Seoul; Seville; Shanghai; Skopje; Sofia;
Stockholm; Strasbourg; Stuttgart; Suva; Sydney; Taipei; Tallinn; Tashkent; Tbilisi; Tegucigalpa; Tehran; Tel Aviv;
The Hague; Tirana; Tokyo; Toronto; Tripoli; Tunis; Turin; Ulan Bator; Valencia; Vancouver; Venice; Vienna; Vientiane;
Vilnius; Warsaw; Washington; Wellington; Windhoek; Yangon; Yaounde; Yerevan; Zagreb; Zurich"""
_REGIONS = """Africa; Alabama; Alaska; Arizona; Arkansas; Asia; Balkans; Baltic; Bavaria; British Columbia; California;
Caribbean; Catalonia; Caucasus; Central America; Chechnya; Colorado; Connecticut; Crimea; Delaware; Eastern Europe;
Europe; Florida; Gulf of Mexico; Hawaii; Idaho; Illinois; Indiana; Iowa; Kansas; Kashmir; Kentucky; Kurdistan;
Latin America; Louisiana; Maine; Manitoba; Maryland; Massachusetts; Mediterranean; Michigan; Middle East; Minnesota;
Mississippi; Missouri; Montana; Nebraska; Nevada; New England; New Hampshire; New Jersey; New Mexico; New South Wales;
North America; North Carolina; North Dakota; Nova Scotia; Ohio; Oklahoma; Ontario; Oregon; Pennsylvania; Punjab;
Quebec; Queensland; Rhode Island; Saskatchewan; Scandinavia; Siberia; Sicily; South America; South Carolina;
South Dakota; Tasmania; Tennessee; Texas; Utah; Vermont; Wisconsin; Wyoming; Western Europe; West Bank"""

NAMES = frozenset(" ".join(name.split()).lower() for name in ";".join((_COUNTRIES, _CITIES, _REGIONS)).split(";"))
LONGEST = max(len(name.split()) for name in NAMES)
