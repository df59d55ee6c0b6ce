-- Customers to whom an earlier revision belonged: their words are in the timeline, and an erasure of one of them has to
-- find the case although it is somebody else's by now.
alter table cases add column former_customers text[];

create index cases_of_former_customers on cases using gin (former_customers) where former_customers is not null;

-- What was to be told of a case goes with it.
create index notices_of_case on notices (case_id);
