# Codes of the closed lists, but for countries and currencies.
code-place-kinds-region = Region
code-place-kinds-country = Country
code-place-kinds-city = City
code-place-kinds-site = Site

code-organisation-kinds-local-government = Local government
code-organisation-kinds-utility = Utility
code-organisation-kinds-company = Company
code-organisation-kinds-association = Association
code-organisation-kinds-ministry = Ministry
code-organisation-kinds-development-agency = Development agency
code-organisation-kinds-bank = Bank
code-organisation-kinds-un-agency = UN agency
code-organisation-kinds-network = Network
code-organisation-kinds-ngo = NGO
code-organisation-kinds-university = University
code-organisation-kinds-research-institute = Research institute
code-organisation-kinds-school = School
code-organisation-kinds-other = Other

code-policy-levels-international = International
code-policy-levels-national = National
code-policy-levels-city = City

code-agreement-kinds-sister-city = Sister city
code-agreement-kinds-friendship-city = Friendship city
code-agreement-kinds-comprehensive-agreement = Comprehensive agreement
code-agreement-kinds-mou = Memorandum of understanding
code-agreement-kinds-letter-of-intent = Letter of intent
code-agreement-kinds-joint-statement = Joint statement
code-agreement-kinds-business-agreement = Business agreement
code-agreement-kinds-other = Other

code-offering-kinds-know-how = Know-how
code-offering-kinds-technology = Technology
code-offering-kinds-service = Service
code-offering-kinds-training = Training
code-offering-kinds-facility = Facility
code-offering-kinds-product = Product
code-offering-kinds-planning-support = Planning support

code-instruments-technical-cooperation = Technical cooperation
code-instruments-grant-aid = Grant aid
code-instruments-loan = Loan
code-instruments-subsidy = Subsidy
code-instruments-study-commission = Commissioned study
code-instruments-training = Training
code-instruments-credit-mechanism = Carbon credit mechanism
code-instruments-municipal-budget = Municipal budget
code-instruments-other = Other

code-stages-need = Need identified
code-stages-feasibility = Feasibility study
code-stages-demonstration = Demonstration
code-stages-implementation = Implementation
code-stages-business = Business
code-stages-completed = Completed
code-stages-not-implemented = Not implemented

code-activity-kinds-expert-dispatch = Experts sent
code-activity-kinds-trainee-acceptance = Trainees received
code-activity-kinds-mayor-visit = Visit by a leader
code-activity-kinds-site-visit = Site visit
code-activity-kinds-mission = Mission
code-activity-kinds-bilateral-meeting = Bilateral meeting
code-activity-kinds-seminar = Seminar
code-activity-kinds-workshop = Workshop
code-activity-kinds-webinar = Webinar
code-activity-kinds-online-exchange = Online exchange
code-activity-kinds-exhibition = Exhibition
code-activity-kinds-survey = Survey
code-activity-kinds-equipment = Equipment
code-activity-kinds-construction = Construction
code-activity-kinds-award-ceremony = Award ceremony
code-activity-kinds-event = Event

code-benefit-kinds-contract = Contract
code-benefit-kinds-export-support = Export support
code-benefit-kinds-jobs = Jobs
code-benefit-kinds-staff-skill = Staff skills
code-benefit-kinds-brand = Name and trust
code-benefit-kinds-network = Network
code-benefit-kinds-reimport = Ideas brought back
code-benefit-kinds-citizen-exchange = Citizens’ exchange
code-benefit-kinds-tourism-transport = Tourism and transport
code-benefit-kinds-other = Other
